from django.contrib import admin


class RegisterSite(admin.AdminSite):
    site_header = site_title = "Case review register"
