"""A real SMTP server for tests (aiosmtpd). It says its port on the first line and every mail that it took on a line of
its own, as JSON. How it answers follows from the recipient:

  tijdelijk@  451 at RCPT          onbekend@   550 5.1.1 at RCPT       beleid@    554 5.7.1 at RCPT
  inhoud@     554 5.6.0 after DATA traag@      a minute at RCPT        weg@       hangs up at RCPT
  vergeten@   takes the first such mail and hangs up without saying so

    smtpd.py [--port N] [--tls starttls|implicit --certificate FILE --key FILE] [--user NAME --password WORD]
"""
import argparse
import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

options = argparse.ArgumentParser()
options.add_argument("--port", type=int, default=0)
options.add_argument("--tls", choices=["starttls", "implicit"])
options.add_argument("--certificate")
options.add_argument("--key")
options.add_argument("--user")
options.add_argument("--password")
options = options.parse_args()

ANSWERS = {"tijdelijk": "451 4.3.0 later", "onbekend": "550 5.1.1 no such user", "beleid": "554 5.7.1 denied"}
forgotten = set()


def say(line):
    print(json.dumps(line), flush=True)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        kind = address.split("@")[0].split(".")[0]
        if kind == "weg":
            server.transport.abort()
            return "421 gone"
        if kind == "traag":
            print("holding one up", file=sys.stderr, flush=True)
            await asyncio.sleep(60)
        if kind not in ANSWERS:
            envelope.rcpt_tos.append(address)
        return ANSWERS.get(kind, "250 2.1.5 ok")

    async def handle_DATA(self, server, session, envelope):
        to = envelope.rcpt_tos[0]
        if to.startswith("inhoud"):
            return "554 5.6.0 content refused"
        say({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "content": envelope.content.decode("ascii"),
            "tls": session.ssl is not None or options.tls == "implicit", "user": session.auth_data or "",
            "name": session.host_name, "peer": str(session.peer[1]),
        })
        if to.startswith("vergeten") and to not in forgotten:
            forgotten.add(to)
            server.transport.abort()
        return "250 2.0.0 taken"


def sign_in(server, session, envelope, mechanism, data):
    right = data.login == options.user.encode() and data.password == options.password.encode()
    return AuthResult(success=right, handled=False, auth_data=data.login.decode())


async def main():
    context = None
    if options.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)
    starttls = options.tls == "starttls"

    def connection():
        return SMTP(
            Handler(), hostname="localhost", tls_context=context if starttls else None, require_starttls=starttls,
            authenticator=sign_in if options.user else None, auth_required=bool(options.user),
            auth_require_tls=starttls, enable_SMTPUTF8=False)

    server = await asyncio.get_running_loop().create_server(
        connection, "127.0.0.1", options.port, ssl=context if options.tls == "implicit" else None)
    say({"port": server.sockets[0].getsockname()[1]})
    await server.serve_forever()


sys.exit(asyncio.run(main()))
