from django.apps import AppConfig


class Demo(AppConfig):
    name = "demo"
    verbose_name = "Dữ liệu minh họa"
