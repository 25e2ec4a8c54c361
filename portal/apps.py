from django.apps import AppConfig


class Portal(AppConfig):
    name = "portal"
    verbose_name = "Trang chung"
