"""gunicorn for production: gunicorn --config config/gunicorn.py config.wsgi. Numbers come from the environment."""

import os

from documents.pdf_workers import warm_up

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_PROCESSES", "2"))
worker_class, threads = "config.bounded_threads.BoundedThreadWorker", int(os.environ.get("WEB_THREADS", "8"))
preload_app = True  # the processes share what was loaded before they parted
timeout, graceful_timeout, keepalive = 60, 30, 5  # seconds
max_requests, max_requests_jitter = 5000, 500  # then a process is replaced: memory is given back
limit_request_line, limit_request_fields, limit_request_field_size = 4094, 60, 8190
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
loglevel = "warning"
proc_name = "khoithidua"


def post_worker_init(_worker):
    warm_up()
