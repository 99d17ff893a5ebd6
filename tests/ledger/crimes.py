"""A museum of bad texts, each named for its crime: the tests refuse them, and the vectors carry them to the twin."""

import base64
import re

from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.note import ED25519, NoteSigner, VerifierKey, sign_note
from voting.ledger.tlog_proof import make_receipt

from .sample_log import BOARD, FRONT, LEAVES, LOG, ORIGIN, note

TEXT = "Thôn Đoài họp\n"
GOOD_NOTE = sign_note(TEXT, LOG).decode()
SIGNATURE_LINE = GOOD_NOTE.removeprefix(TEXT + "\n")
SIGNATURE = SIGNATURE_LINE.split(" ")[2].strip()

BAD_NOTES = {
    "empty": "",
    "no-signatures": f"{TEXT}\n",
    "no-blank-line": TEXT + SIGNATURE_LINE,
    "no-text": f"\n{SIGNATURE_LINE}",
    "last-newline-missing": GOOD_NOTE[:-1],
    "newline-too-many": f"{GOOD_NOTE}\n",
    "carriage-return": GOOD_NOTE.replace("\n", "\r\n"),
    "tab-in-text": GOOD_NOTE.replace("Thôn Đoài", "Thôn\tĐoài"),
    "nul-in-text": GOOD_NOTE.replace("họp", "họp\x00"),
    "byte-order-mark-before-dash": GOOD_NOTE.replace("— ", "\ufeff— "),
    "hyphen-for-dash": GOOD_NOTE.replace("— ", "- "),
    "en-dash-for-dash": GOOD_NOTE.replace("— ", "– "),
    "two-spaces": GOOD_NOTE.replace(f"{ORIGIN} ", f"{ORIGIN}  "),
    "space-at-end-of-line": GOOD_NOTE.replace(SIGNATURE, f"{SIGNATURE} "),
    "name-missing": GOOD_NOTE.replace(ORIGIN, ""),
    "name-with-plus": GOOD_NOTE.replace(ORIGIN, "a+b"),
    "name-with-no-break-space": GOOD_NOTE.replace(ORIGIN, "a\xa0b"),
    "name-with-ideographic-space": GOOD_NOTE.replace(ORIGIN, "a\u3000b"),
    "signature-missing": GOOD_NOTE.replace(SIGNATURE, ""),
    "signature-is-key-id-only": GOOD_NOTE.replace(SIGNATURE, "AAAAAA=="),
    "base64-without-padding": GOOD_NOTE.replace(SIGNATURE, SIGNATURE.rstrip("=")),
    "base64-of-the-url-alphabet": GOOD_NOTE.replace(SIGNATURE, "-_" + SIGNATURE[2:]),
    "base64-with-stray-bits": GOOD_NOTE.replace(SIGNATURE, "AAAAAAB="),
    "101-signatures": GOOD_NOTE + SIGNATURE_LINE * 100,
    "too-long": "a" * 66_000 + GOOD_NOTE,
}


def vkey_of(public_key):
    return VerifierKey(ORIGIN, ED25519, public_key).vkey


ID = LOG.vkey.split("+")[1]
BAD_VKEYS = {
    "empty": "",
    "name-only": ORIGIN,
    "no-name": LOG.vkey.removeprefix(ORIGIN),
    "other-name": LOG.vkey.replace("xa-00123", "xa-00124"),
    "name-with-space": f"a {LOG.vkey}",
    "name-with-lone-surrogate": f"\ud800{LOG.vkey}",
    "other-id": LOG.vkey.replace(ID, "00000000"),
    "upper-case-id": re.sub(r"\+[0-9a-f]{8}\+", lambda found: found[0].upper(), LOG.vkey),
    "unpadded": LOG.vkey + "=",
    "newline": LOG.vkey + "\n",
    "witness-key": BOARD.vkey,
    "unknown-type": "a+8f0fd4c2+Bg==",
    "point-of-order-1": vkey_of((1).to_bytes(32, "little")),
    "point-of-order-2": vkey_of((2**255 - 20).to_bytes(32, "little")),
    "point-of-order-4": vkey_of(bytes(32)),
    "point-of-order-8": vkey_of(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")),
    "point-not-reduced": vkey_of((2**255 - 19 + 3).to_bytes(32, "little")),
    "not-a-point": vkey_of((2).to_bytes(32, "little")),
    "no-key": "a+00000000+",
}

ROOT = base64.b64encode(bytes(range(32))).decode()
GOOD_CHECKPOINT = f"{ORIGIN}\n300\n{ROOT}\n"

BAD_CHECKPOINTS = {
    "leading-zero": GOOD_CHECKPOINT.replace("300", "0300"),
    "plus-sign": GOOD_CHECKPOINT.replace("300", "+300"),
    "negative": GOOD_CHECKPOINT.replace("300", "-300"),
    "space-before-size": GOOD_CHECKPOINT.replace("300", " 300"),
    "underscore": GOOD_CHECKPOINT.replace("300", "3_00"),
    "hexadecimal": GOOD_CHECKPOINT.replace("300", "0x12c"),
    "other-digits": GOOD_CHECKPOINT.replace("300", "٣٠٠"),
    "no-size": GOOD_CHECKPOINT.replace("300", ""),
    "size-2^53": GOOD_CHECKPOINT.replace("300", str(2**53)),
    "size-2^64": GOOD_CHECKPOINT.replace("300", str(2**64)),
    "empty-tree-with-a-root": GOOD_CHECKPOINT.replace("300", "0"),
    "no-origin": GOOD_CHECKPOINT.removeprefix(ORIGIN),
    "origin-with-space": f"a {GOOD_CHECKPOINT}",
    "origin-with-plus": f"a+{GOOD_CHECKPOINT}",
    "root-of-31-bytes": GOOD_CHECKPOINT.replace(ROOT, base64.b64encode(bytes(31)).decode()),
    "root-of-33-bytes": GOOD_CHECKPOINT.replace(ROOT, base64.b64encode(bytes(33)).decode()),
    "root-unpadded": GOOD_CHECKPOINT.replace(ROOT, ROOT.rstrip("=")),
    "root-with-stray-bits": GOOD_CHECKPOINT.replace(ROOT, ROOT[:-2] + "9="),
    "root-hexadecimal": GOOD_CHECKPOINT.replace(ROOT, bytes(32).hex()),
    "no-root": f"{ORIGIN}\n300\n",
    "extension-line": f"{GOOD_CHECKPOINT}extension\n",
    "text-after-the-last-newline": f"{GOOD_CHECKPOINT}extension",
    "blank-line-at-end": f"{GOOD_CHECKPOINT}\n",
    "no-final-newline": GOOD_CHECKPOINT[:-1],
    "empty": "",
}

LOG_LINE = f"log {LOG.vkey}"
# Two keys of one name whose 4-byte ids are the same: no note can tell them apart.
SAME_ID_LOGS = [NoteSigner("w", number.to_bytes(32, "big")) for number in (36_009, 52_840)]
SAME_ID_WITNESSES = [CosignatureSigner("w", number.to_bytes(32, "big")) for number in (35_399, 50_728)]
WITNESS_LINE = f"witness board {BOARD.vkey}"
BAD_POLICIES = {
    "empty": "",
    "no-quorum": f"{LOG_LINE}\n",
    "two-quorums": "quorum none\nquorum none\n",
    "quorum-of-two": f"{WITNESS_LINE}\nquorum board none\n",
    "quorum-of-nothing": f"{WITNESS_LINE}\nquorum\n",
    "quorum-unknown": f"{WITNESS_LINE}\nquorum front\n",
    "quorum-before-its-witness": f"quorum board\n{WITNESS_LINE}\n",
    "unknown-line": "logs x\nquorum none\n",
    "keyword-in-capitals": "Quorum none\n",
    "no-final-newline": "quorum none",
    "no-newline-after-last-comment": "quorum none\n#",
    "carriage-return": "quorum none\r\n",
    "delete-character": "# \x7f\nquorum none\n",
    "form-feed": "quorum\x0cnone\n",
    "no-break-space": "quorum\xa0none\n",
    "log-without-key": "log\nquorum none\n",
    "log-with-bad-key": f"log {LOG.vkey}=\nquorum none\n",
    "log-with-witness-key": f"log {BOARD.vkey}\nquorum none\n",
    "log-with-two-urls": f"{LOG_LINE} a b\nquorum none\n",
    "log-twice": f"{LOG_LINE}\n{LOG_LINE}\nquorum none\n",
    "log-key-under-two-names": f"{LOG_LINE}\nlog {NoteSigner('other', bytes([1]) * 32).vkey}\nquorum none\n",
    "witness-without-name": f"witness {BOARD.vkey}\nquorum none\n",
    "witness-without-anything": "witness\nquorum none\n",
    "witness-with-log-key": f"witness board {LOG.vkey}\nquorum board\n",
    "witness-named-none": f"witness none {BOARD.vkey}\nquorum none\n",
    "witness-name-twice": f"{WITNESS_LINE}\nwitness board {FRONT.vkey}\nquorum board\n",
    "witness-key-twice": f"{WITNESS_LINE}\nwitness front {BOARD.vkey}\nquorum board\n",
    "witness-of-a-type-unread": "witness w a+8f0fd4c2+Bg==\nquorum w\n",
    "logs-of-the-same-id": "".join(f"log {one.vkey}\n" for one in SAME_ID_LOGS) + "quorum none\n",
    "witnesses-of-the-same-id": "".join(f"witness {one.vkey[-4:]} {one.vkey}\n" for one in SAME_ID_WITNESSES)
    + "quorum none\n",
    "group-without-anything": "group\nquorum none\n",
    "group-without-threshold": "group g\nquorum none\n",
    "group-name-twice": f"{WITNESS_LINE}\ngroup g any board\ngroup g any g\nquorum g\n",
    "group-without-members": f"{WITNESS_LINE}\ngroup g any\nquorum board\n",
    "group-named-none": f"{WITNESS_LINE}\ngroup none any board\nquorum none\n",
    "group-named-like-a-witness": f"{WITNESS_LINE}\ngroup board any board\nquorum board\n",
    "group-of-unknown": f"{WITNESS_LINE}\ngroup g any board front\nquorum g\n",
    "group-of-itself": f"{WITNESS_LINE}\ngroup g any g\nquorum g\n",
    "group-of-none": f"{WITNESS_LINE}\ngroup g any none\nquorum g\n",
    "group-of-later": f"group g any board\n{WITNESS_LINE}\nquorum g\n",
    "group-threshold-0": f"{WITNESS_LINE}\ngroup g 0 board\nquorum g\n",
    "group-threshold-past-members": f"{WITNESS_LINE}\ngroup g 2 board\nquorum g\n",
    "group-threshold-with-leading-zero": f"{WITNESS_LINE}\ngroup g 01 board\nquorum g\n",
    "group-threshold-word": f"{WITNESS_LINE}\ngroup g most board\nquorum g\n",
    "member-twice-in-a-group": f"{WITNESS_LINE}\ngroup g 1 board board\nquorum g\n",
    "member-of-two-groups": f"{WITNESS_LINE}\ngroup g any board\ngroup h any board\nquorum g\n",
    "too-long": "# \n" * 30_000 + "quorum none\n",
    "too-many-witnesses": "".join(
        f"witness w{n} {CosignatureSigner('w', n.to_bytes(32, 'big')).vkey}\n" for n in range(257)
    )
    + "quorum none\n",
}

GOOD_RECEIPT = make_receipt(123, note(300, BOARD, FRONT), LEAVES)
PATH_LINE = GOOD_RECEIPT.split("\n")[2]

BAD_RECEIPTS = {
    "empty": "",
    "other-version": GOOD_RECEIPT.replace("@v1", "@v2"),
    "no-header": GOOD_RECEIPT.split("\n", 1)[1],
    "byte-order-mark": f"\ufeff{GOOD_RECEIPT}",
    "lone-surrogate": GOOD_RECEIPT.replace("— ", "\ud800 "),
    "header-only": "c2sp.org/tlog-proof@v1\n",
    "header-and-note-only": "c2sp.org/tlog-proof@v1\n\n" + note().decode(),
    "index-missing": GOOD_RECEIPT.replace("index 123\n", ""),
    "index-with-leading-zero": GOOD_RECEIPT.replace("index 123", "index 0123"),
    "index-negative": GOOD_RECEIPT.replace("index 123", "index -123"),
    "index-with-two-spaces": GOOD_RECEIPT.replace("index 123", "index  123"),
    "index-in-capitals": GOOD_RECEIPT.replace("index", "Index"),
    "index-2^53": GOOD_RECEIPT.replace("index 123", f"index {2**53}"),
    "index-twice": GOOD_RECEIPT.replace("index 123\n", "index 123\nindex 123\n"),
    "extra-after-index": GOOD_RECEIPT.replace("index 123\n", "index 123\nextra AAAA\n"),
    "extra-not-base64": GOOD_RECEIPT.replace("index", "extra *\nindex"),
    "extra-without-index": "c2sp.org/tlog-proof@v1\nextra AAAA\n\n" + note().decode(),
    "no-checkpoint": GOOD_RECEIPT.split("\n\n")[0],
    "extra-twice": GOOD_RECEIPT.replace("index", "extra AAAA\nextra AAAA\nindex"),
    "path-line-of-31-bytes": GOOD_RECEIPT.replace(PATH_LINE, base64.b64encode(bytes(31)).decode()),
    "path-line-unpadded": GOOD_RECEIPT.replace(PATH_LINE, PATH_LINE.rstrip("=")),
    "path-line-with-space": GOOD_RECEIPT.replace(PATH_LINE, f"{PATH_LINE} "),
    "path-of-64-lines": GOOD_RECEIPT.replace(PATH_LINE, "\n".join([PATH_LINE] * 64)),
    "carriage-returns": GOOD_RECEIPT.replace("\n", "\r\n"),
    "far-too-long": GOOD_RECEIPT * 200,
}

WRONG_PATHS = {
    "path-line-missing": GOOD_RECEIPT.replace(f"{PATH_LINE}\n", ""),
    "path-line-twice": GOOD_RECEIPT.replace(f"{PATH_LINE}\n", f"{PATH_LINE}\n{PATH_LINE}\n"),
    "index-of-the-neighbour": GOOD_RECEIPT.replace("index 123", "index 122"),
    "index-past-the-log": GOOD_RECEIPT.replace("index 123", "index 300"),
}
