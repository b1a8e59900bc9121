"""A bare Django site to compare with: one view, no middleware, no database."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="-" * 50)
urlpatterns = [path("", lambda request: HttpResponse("hello"))]
application = get_wsgi_application()
