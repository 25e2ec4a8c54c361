"""Processes beside the web process: forked from one that has read the libraries and nothing of a request."""

from multiprocessing import get_context
from multiprocessing.context import ForkServerContext

from django.conf import settings

# What opening a stranger's file needs; read once, so that it does not count against the limits of each child.
READ_BEFORE = ["documents.files", "documents.workbooks", "documents.copies"]


def fork_server() -> ForkServerContext:
    """What all processes of this one are forked from; it reads WeasyPrint only where papers are drawn."""
    context = get_context("forkserver")
    context.set_forkserver_preload(READ_BEFORE + (["documents.warm"] if settings.PDF_WORKERS else []))
    return context
