"""Links as they were before a mail or social program wrote into them who opens them.

Such a program adds parameters of its own to every link that it hands on. They are no part of any
search, and are taken out of the address rather than refused.
"""

from __future__ import annotations

from urllib.parse import quote, unquote_plus

from flask import request

# As their makers document them: Google, Meta, Microsoft, X, TikTok, LinkedIn, Yandex, Mailchimp,
# HubSpot, Marketo, Matomo, Vero, Omeda, Wicked Reports, Instagram.
_NAMES = frozenset(
    {"gclid", "gclsrc", "dclid", "gbraid", "wbraid", "srsltid", "_ga", "_gl", "fbclid", "igsh"}
    | {"igshid", "msclkid", "twclid", "ttclid", "li_fat_id", "yclid", "ysclid", "mc_cid", "mc_eid"}
    | {"_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking", "mkt_tok", "vero_id"}
    | {"oly_anon_id", "oly_enc_id", "wickedid", "ref_src", "ref_url"}
)
_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "fb_action_")


def clean_address() -> str | None:
    """The address asked for without what follows its reader, all else as it was given; None where
    there is nothing of the kind in it."""
    given = request.query_string.decode("latin-1").split("&")
    kept = [pair for pair in given if not _follows(unquote_plus(pair.partition("=")[0]))]
    if len(kept) == len(given):
        return None
    path = quote(request.script_root + request.path)
    return path + ("?" + quote("&".join(kept), "%+&=;/:,-._~!$'()*@?") if any(kept) else "")


def _follows(name: str) -> bool:
    name = name.lower()
    return name in _NAMES or name.startswith(_PREFIXES)
