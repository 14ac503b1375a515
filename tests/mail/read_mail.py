"""Reads a message (RFC 5322) on standard input by Python's own reader and says in one line of JSON what stands in it."""

import email
import email.policy
import json
import sys

message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
parts = [part for part in message.walk() if not part.is_multipart()]
print(
    json.dumps(
        {
            "subject": str(message["Subject"]),
            "from": str(message["From"]),
            "to": str(message["To"]),
            "parts": [
                {
                    "kind": part.get_content_type(),
                    "method": part.get_param("method"),
                    "text": part.get_payload(decode=True).decode("utf-8"),
                }
                for part in parts
            ],
        }
    )
)
