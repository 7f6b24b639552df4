"""Judges documents as cloud-init reads them. A line in: JSON of a document and the value that it spells. A line out: JSON
of what differs, or null."""
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


def judge(document, wanted):
    data = document.encode()
    # user_data.py, convert_string: it would be taken for a message of several parts.
    if b"mime-version:" in data[:4096].lower():
        return "a message of several parts"
    for printable in (OLD, NEW):
        Reader.NON_PRINTABLE = printable
        try:
            found = yaml.safe_load(data)
            # handlers/cloud_config.py writes what it read, and reads it again.
            Reader.NON_PRINTABLE = NEW
            again = yaml.safe_load(yaml.safe_dump(found, default_flow_style=False, explicit_start=True, explicit_end=True))
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        differs = difference(found, wanted, "") or difference(again, wanted, "again")
        if differs:
            return differs
    return None


for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(judge(request["document"], request["wanted"])), flush=True)
