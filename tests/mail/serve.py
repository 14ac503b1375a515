"""A mail server for the tests (aiosmtpd): prints its port, and ends with whoever holds its standard input.

Arguments: the mode of TLS (`plain`, `starttls`, `tls`), a certificate and a key (PEM; `-` for none), a name and a password
(`-` for none). Each message that it takes is one line of JSON on its standard output: from whom, to whom, whether by TLS,
and the message itself, as it came, in base64. A line on its standard input says how it answers from then on: `take`, or a
status such as `550`, with which it refuses each message; a line of JSON says that it heard so, and that it refused.
"""

import asyncio
import base64
import json
import os
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult

mode, certificate, key, user, password = sys.argv[1:6]
answer = "take"


class Box:
    """Takes messages, or refuses them."""

    async def handle_DATA(self, server, session, envelope):
        if answer != "take":
            print(json.dumps({"refused": answer}), flush=True)
            return f"{answer} not now"
        taken = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None or mode == "tls",
            "message": base64.b64encode(envelope.original_content).decode("ascii"),
        }
        print(json.dumps(taken), flush=True)
        return "250 taken"


def known(server, session, envelope, mechanism, told):
    fits = told.login == user.encode() and told.password == password.encode()
    return AuthResult(success=fits, handled=False)


def server():
    context = None
    if mode != "plain":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
    return SMTP(
        Box(),
        hostname="localhost",
        tls_context=context if mode == "starttls" else None,
        require_starttls=mode == "starttls",
        authenticator=None if user == "-" else known,
        auth_required=user != "-",
        auth_require_tls=mode == "starttls",
    )


def listen():
    """How it answers from now on."""
    global answer
    for line in sys.stdin:
        answer = line.strip()
        print(json.dumps({"answers": answer}), flush=True)
    os._exit(0)


async def main():
    context = None
    if mode == "tls":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
    listening = await asyncio.get_running_loop().create_server(server, "127.0.0.1", 0, ssl=context)
    print(listening.sockets[0].getsockname()[1], flush=True)
    threading.Thread(target=listen, daemon=True).start()
    await listening.serve_forever()


asyncio.run(main())
