"""Every log line says of which request it is, and by the number of whom; never a name, never what was sent."""

import logging

from audit.tracing import trace


class TraceFilter(logging.Filter):
    def filter(self, record) -> bool:
        asked = trace()
        record.request_id = asked.number or "-"
        record.user_id = getattr(asked.user, "pk", None)
        return True
