"""Every log line says of which request it is, and by the number of whom; never a name, never what was sent."""

import logging

from audit.tracing import trace


class TraceFilter(logging.Filter):
    def filter(self, record) -> bool:
        request_trace = trace()
        record.request_id = request_trace.number or "-"
        record.user_id = getattr(request_trace.user, "pk", None)
        return True
