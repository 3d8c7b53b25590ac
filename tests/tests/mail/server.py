"""A mail server on a loopback port, which says what it took as lines of JSON.

The name before the @ says what becomes of an e-mail: `nobody`, `full`, `closed`, `busy`,
`hang`, `spam`, `later`, `hang-late`. E-mails from anybody called `banned` are refused.
"""

import argparse
import asyncio
import email
import email.policy
import json
import ssl

from aiosmtpd.smtp import SMTP, AuthResult

RECIPIENTS = {
    "nobody": "550 5.1.1 <{address}>: no such user",
    "full": "552 5.2.2 the mailbox is full",
    "closed": "530 5.7.0 sign in first",
    "busy": "451 4.3.0 come back later",
}
MESSAGES = {
    "spam": "554 5.7.1 that is spam",
    "later": "452 4.3.1 no room at the moment",
}


def say(**facts):
    print(json.dumps(facts), flush=True)


def defects(message):
    return [str(defect) for part in message.walk() for defect in part.defects]


def text(part):
    """A part with the ends of lines that it was written with."""
    return part.get_content().replace("\r\n", "\n")


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("banned@"):
            return "550 5.7.1 you may not send"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "hang":
            await asyncio.sleep(3600)
        if name in RECIPIENTS:
            return RECIPIENTS[name].format(address=address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "hang-late":
            await asyncio.sleep(3600)
        if name in MESSAGES:
            return MESSAGES[name]
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        say(
            connection=session.peer[1],
            greeted_by=session.host_name,
            is_encrypted=server.transport.get_extra_info("ssl_object") is not None,
            signed_in=session.authenticated,
            envelope=[envelope.mail_from, *envelope.rcpt_tos],
            headers={name: str(value) for name, value in message.items()},
            kind=message.get_content_type(),
            parts=[
                [part.get_content_type(), part.get_content_charset(), text(part)]
                for part in message.iter_parts()
            ],
            defects=defects(message),
            longest_line=max(map(len, envelope.content.split(b"\r\n"))),
            is_ascii=envelope.content.isascii(),
        )
        return "250 OK"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--tls", choices=["implicit", "starttls"])
    options.add_argument("--certificate")
    options.add_argument("--key")
    options.add_argument("--user")
    options.add_argument("--password")
    options.add_argument("--hang-up-after", type=float, default=300)
    chosen = options.parse_args()

    context = None
    if chosen.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chosen.certificate, chosen.key)

    def authenticator(server, session, envelope, mechanism, data):
        right = (chosen.user.encode(), chosen.password.encode())
        return AuthResult(success=(data.login, data.password) == right, handled=False)

    starttls = chosen.tls == "starttls"

    def conversation():
        return SMTP(
            Handler(),
            hostname="mail.example.org",
            enable_SMTPUTF8=False,
            timeout=chosen.hang_up_after,
            tls_context=context if starttls else None,
            require_starttls=starttls,
            authenticator=authenticator if chosen.user else None,
            auth_required=starttls,
            auth_require_tls=starttls,
        )

    async def serve():
        loop = asyncio.get_running_loop()
        implicit = context if chosen.tls == "implicit" else None
        server = await loop.create_server(conversation, "127.0.0.1", 0, ssl=implicit)
        say(port=server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


main()
