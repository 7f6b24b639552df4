"""Reads documents as cloud-init does. A line in: JSON of a document and of the value that it spells. A line out: JSON of
what differs, or null; without a value, of what was read."""
import json
import re
import sys

import yaml
from yaml.reader import Reader

# Of 3.10 to 3.13: nothing beyond U+FFFF.
OLD = re.compile("[^\x09\x0A\x0D\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD]")
NEW = Reader.NON_PRINTABLE


def difference(found, wanted, place):
    if type(found) is not type(wanted):
        return f"{place}: {type(found).__name__} {found!r}, not {wanted!r}"
    if isinstance(wanted, dict):
        if set(found) != set(wanted):
            return f"{place}: keys {list(found)!r}, not {list(wanted)!r}"
        pairs = [(found[key], wanted[key], f"{place}.{key}") for key in wanted]
    elif isinstance(wanted, list):
        if len(found) != len(wanted):
            return f"{place}: {len(found)} entries, not {len(wanted)}"
        pairs = [(a, b, f"{place}[{index}]") for index, (a, b) in enumerate(zip(found, wanted))]
    else:
        return None if found == wanted else f"{place}: {found!r}, not {wanted!r}"
    return next(filter(None, (difference(*pair) for pair in pairs)), None)


def read(document):
    """What old releases of PyYAML, today's and cloud-init behind it read alike, or an exception."""
    data = document.encode()
    # user_data.py, convert_string
    if b"mime-version:" in data[:4096].lower():
        raise ValueError("cloud-init takes it for a message of several parts")
    Reader.NON_PRINTABLE = OLD
    old = yaml.safe_load(data)
    Reader.NON_PRINTABLE = NEW
    found = yaml.safe_load(data)
    # handlers/cloud_config.py writes what it read, and reads it again.
    text = yaml.safe_dump(found, default_flow_style=False, explicit_start=True, explicit_end=True)
    again = yaml.safe_load(text)
    differs = difference(old, found, "old") or difference(again, found, "again")
    if differs:
        raise ValueError(differs)
    return found


def answer(document, **wanted):
    if not wanted:
        return read(document)
    try:
        return difference(read(document), wanted["wanted"], "")
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for line in sys.stdin:
    print(json.dumps(answer(**json.loads(line))), flush=True)
