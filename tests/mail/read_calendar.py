"""Reads a calendar (RFC 5545) on standard input by `icalendar` and says in one line of JSON what stands in it."""

import json
import sys

from icalendar import Calendar

calendar = Calendar.from_ical(sys.stdin.buffer.read())
events = calendar.walk("VEVENT")
assert len(events) == 1, "one entry"
event = events[0]
print(
    json.dumps(
        {
            "method": str(calendar["METHOD"]),
            "uid": str(event["UID"]),
            "sequence": int(event["SEQUENCE"]),
            "begins": event["DTSTART"].dt.timestamp(),
            "zone": str(event["DTSTART"].dt.tzinfo),
            "written": event["DTSTAMP"].dt.timestamp(),
            "status": str(event["STATUS"]),
            "summary": str(event["SUMMARY"]),
            "place": str(event["LOCATION"]) if "LOCATION" in event else None,
            "link": str(event["URL"]),
            "errors": [str(error) for error in getattr(event, "errors", [])],
        }
    )
)
