from django.apps import AppConfig


class Pledges(AppConfig):
    name = "pledges"
    verbose_name = "Giao ước và báo cáo"
