"""What people write instead: an inventory, one Jinja2 template, a loop over the hosts.

Usage: jinja2-loop.py INVENTORY TEMPLATE OUTPUT [gzip] [json]. The inventory is YAML, or JSON, with the numbers that somebody
has planned: this only fills them in.
"""

import json
import os
import sys

import jinja2

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "filter_plugins"))
from link import link  # noqa: E402

inventory, template, output, *flags = sys.argv[1:]
with open(inventory) as file:
    if "json" in flags:
        hosts = json.load(file)["inventory"]
    else:
        import yaml

        hosts = yaml.load(file, Loader=yaml.CSafeLoader)["inventory"]
with open(template) as file:
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    environment.filters["link"] = link
    document = environment.from_string(file.read())
os.makedirs(output)
for host in hosts:
    content = document.render(host=host, hosts=hosts).encode()
    if "gzip" in flags:
        import gzip

        content = gzip.compress(content, mtime=0)
    with open(os.path.join(output, f"{host['name']}.yaml"), "wb") as file:
        file.write(content)
