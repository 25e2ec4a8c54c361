"""How the read-only API answers (portal/api/)."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "portal.api.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["portal.api.tokens.InScope"],
    "DEFAULT_THROTTLE_CLASSES": ["portal.api.tokens.ByCaller"],
    "DEFAULT_THROTTLE_RATES": {"caller": "120/min"},
    "DEFAULT_PAGINATION_CLASS": "portal.api.pages.Pages",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Khối thi đua",
    "DESCRIPTION": "Dữ liệu chỉ đọc, trong phạm vi người lập khóa được xem.",
    "VERSION": "1",
    "SERVERS": [{"url": "/api/v1"}],
    "SERVE_INCLUDE_SCHEMA": False,
}
