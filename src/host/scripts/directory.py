#!/usr/bin/python3
# The directory of names: tells every host what runs here, hears what runs there, and has dnsmasq answer from all of it.
import asyncio, http.client, json, os, re, signal, socket, subprocess, sys, threading, time

# A record is a container's names, its addresses by network, and whether the manifest declares it; a table has a host's by id.
SETTINGS = json.load(open('/etc/meshinit/directory.json'))
DOMAIN, HOST, ADDRESS, PORT, LINK = (SETTINGS[key] for key in ('domain', 'host', 'address', 'port', 'link'))
LISTS = SETTINGS['networks']
PLACE = '/run/dnsmasq-meshinit/'
RESOLVED = '/run/systemd/resolve/'
RESOLV_CONF = '/etc/resolv.conf'
FIRST = f'nameserver {ADDRESS}\n'
# Seconds: between two signs of life, until a silent host's names are gone, for a first answer, between two readings of names.
BEAT, SILENCE, PATIENCE, PAUSE = 1, 5, 2, 0.25
# Bytes of a table, and of what waits for a host that does not read.
MOST = 1 << 26
NUMBERS = re.compile('[0-9a-f.:]+')
LABEL = re.compile('(?!localhost$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?')


def read(path):
    with open(path) as file:
        return file.read()


def put(path, text):
    with open(path + '.new', 'w') as file:
        file.write(text)
    os.rename(path + '.new', path)


def ask_docker(path, timeout=30):
    connection = http.client.HTTPConnection('docker')
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.settimeout(timeout)
    connection.sock.connect('/var/run/docker.sock')
    connection.request('GET', path)
    return connection.getresponse()


def look(container):
    """The record of a container; None where it does not run or is not on the mesh."""
    response = ask_docker(f'/containers/{container}/json')
    said = json.loads(response.read().decode())
    if response.status != 200 or not said['State']['Running']:
        return None
    labels = said['Config'].get('Labels') or {}
    label = lambda name: labels.get(name, '').split(',')
    given = lambda name: dict(pair.split('=') for pair in label(name) if pair)
    own, own6 = given('io.meshinit.addresses'), given('io.meshinit.addresses6')
    names = [said['Name'].lstrip('/'), *label('com.docker.compose.service'), *label('io.meshinit.aliases')]
    addresses = {}
    for network in LISTS:
        end = said['NetworkSettings']['Networks'].get(network) or {}
        both = [own.get(network) or end.get('IPAddress'), own6.get(network) or end.get('GlobalIPv6Address')]
        if any(both):
            addresses[network] = [address for address in both if address]
            names += [alias for alias in end.get('Aliases') or () if alias != container[:12]]
    return [sorted({name.lower() for name in names}), addresses, 'io.meshinit.container' in labels] if addresses else None


EVENTS = '{"type":["container","network"],"event":["start","die","rename","connect","disconnect"]}'.replace('"', '%22')


def watch(tell):
    """Follows Docker for ever. While it is away, its containers stay as it left them."""
    said = None
    while True:
        try:
            # What happens during the first look waits in the stream.
            events = ask_docker('/events?filters=' + EVENTS, None)
            running = json.loads(ask_docker('/containers/json').read().decode())
            tell({each['Id']: look(each['Id']) for each in running}, True)
            for line in events:
                actor = json.loads(line.decode())['Actor']
                container = actor['Attributes'].get('container', actor['ID'])
                tell({container: look(container)}, False)
        except Exception as fault:
            if said != repr(fault):
                said = repr(fault)
                print('Docker:', said, flush=True)
        time.sleep(PATIENCE / 4)


def merge(table, news):
    for container, record in news.items():
        if record:
            table[container] = record
        else:
            table.pop(container, None)


class Directory:
    def __init__(self, loop):
        self.loop = loop
        # Addresses in this host's networks, the main one's first.
        self.hosts = {HOST: []}
        for path, own, *before in LISTS.values():
            # An IPv6 address is the network's part and the IPv4 one.
            both = lambda address: [address, *[part + address for part in before]]
            self.hosts[HOST] += both(own)
            for line in read(path).splitlines():
                _, _, address, name = line.split()
                self.hosts.setdefault(name, []).extend(both(address))
        self.others = {name: addresses[0] for name, addresses in self.hosts.items() if name != HOST}
        self.tables = {HOST: {}}
        self.heard = {}
        self.listeners = set()
        self.changed = asyncio.Event()

    def tell(self, records, is_all):
        """Takes what Docker says, and passes on what of it is new."""
        own = self.tables[HOST]
        news = {container: record for container, record in records.items() if record != own.get(container)}
        if is_all:
            news.update(dict.fromkeys(own.keys() - records.keys()))
        if news:
            merge(own, news)
            self.send(news)
            self.changed.set()

    def send(self, news):
        for writer in list(self.listeners):
            writer.write(json.dumps(news).encode() + b'\n')
            # It hears all of it when it comes again.
            if writer.transport.get_write_buffer_size() > MOST:
                writer.transport.abort()

    async def serve(self, reader, writer):
        """Another host listens: to all that runs here, then to each change, and to signs of life."""
        if writer.get_extra_info('peername')[0] in self.others.values():
            writer.write(json.dumps(self.tables[HOST]).encode() + b'\n')
            self.listeners.add(writer)
            try:
                await reader.read(1)
            except OSError:
                pass
            self.listeners.discard(writer)
        writer.close()

    async def listen(self, name):
        """Listens to one host for ever, whatever it does."""
        while True:
            writer = None
            try:
                opening = asyncio.open_connection(self.others[name], PORT, limit=MOST, local_addr=(ADDRESS, 0))
                reader, writer = await asyncio.wait_for(opening, PATIENCE)
                table = {}
                while True:
                    news = json.loads((await asyncio.wait_for(reader.readline(), SILENCE)).decode())
                    self.heard[name] = self.loop.time()
                    if news or self.tables.get(name) is not table:
                        merge(table, news)
                        self.tables[name] = table
                        self.changed.set()
            except Exception:
                if writer:
                    writer.close()
            await asyncio.sleep(BEAT)

    async def beat(self):
        while True:
            self.send({})
            for name, heard in list(self.heard.items()):
                if heard < self.loop.time() - SILENCE:
                    print(name, 'is silent: its names are gone', flush=True)
                    del self.heard[name], self.tables[name]
                    self.changed.set()
            put(PLACE + 'silent', ' '.join(self.others.keys() - self.heard.keys()))
            try:
                use_here(self.hosts)
            except OSError as fault:
                print(fault, flush=True)
            await asyncio.sleep(BEAT)

    async def write(self):
        # After a restart, names from before it stay until the other hosts have told theirs.
        await asyncio.sleep(PATIENCE * os.path.exists(PLACE + 'hosts'))
        self.changed.set()
        while True:
            await self.changed.wait()
            self.changed.clear()
            put(PLACE + 'hosts', ''.join(lines(self.hosts, self.tables)))
            try:
                os.kill(int(read(PLACE + 'pid')), signal.SIGHUP)
            except (OSError, ValueError):
                # It reads them when it starts.
                pass
            await asyncio.sleep(PAUSE)


def lines(hosts, tables):
    """As in /etc/hosts. The first name of an address is what a look-up by address finds."""
    for host, addresses in hosts.items():
        for address in addresses:
            yield f'{address} {host}.{DOMAIN} {host}\n'
    holders, declared = {}, set()
    for host, table in tables.items():
        for names, _, is_declared in table.values():
            for name in names:
                holders.setdefault(name, set()).add(host)
            declared.update(names * is_declared)
    for host, table in tables.items():
        for names, addresses, is_declared in table.values():
            forms = []
            for name in filter(LABEL.fullmatch, names):
                forms += [f'{name}.{host}.{DOMAIN}', f'{name}.{host}']
                # By itself a host's name is the host's, a declared one what is declared, another what one host has.
                if name not in hosts and (is_declared if name in declared else len(holders[name]) == 1):
                    forms += [f'{name}.{DOMAIN}', name]
            # What is on other networks than this host cannot be reached from here.
            for network in addresses.keys() & LISTS.keys() if forms else ():
                for address in filter(NUMBERS.fullmatch, addresses[network]):
                    yield f'{address} {" ".join(forms)}\n'


told = None


def use_here(hosts):
    """Has this host itself ask for our names: by systemd-resolved where that is used, or as its first name server."""
    global told
    if uses_resolved():
        # Where systemd-networkd keeps the link, its own file says so.
        if not LINK:
            return
        index = read(f'/sys/class/net/{LINK}/ifindex').strip()
        if told != index or not os.path.exists(RESOLVED + 'netif/' + index):
            told = index
            # It takes at most 256.
            domains = [DOMAIN, *['~' + zone for zone in [*SETTINGS['zones'], *hosts]][:250]]
            for words in ['dns', LINK, ADDRESS], ['domain', LINK, *domains], ['default-route', LINK, 'no']:
                subprocess.call(['resolvectl', *words])
        return
    text = read(RESOLV_CONF)
    # Whatever writes it for a lease leaves nothing of ours. dnsmasq forwards to the others there.
    if not text.startswith(FIRST):
        after, found = re.subn('(?m)^(search|domain) ', f'search {DOMAIN} ', text)
        write_there(FIRST + after + f'search {DOMAIN} \n' * (not found))


def uses_resolved():
    return os.path.realpath(PLACE + 'upstream').startswith(RESOLVED)


def write_there(text):
    # Not a file in its place: it may be mounted, and has a label.
    with open(RESOLV_CONF, 'w') as file:
        file.write(text)


def leave():
    if uses_resolved():
        subprocess.call(['resolvectl', 'revert', LINK])
        return
    text = read(RESOLV_CONF)
    if text.startswith(FIRST):
        write_there(text[len(FIRST) :].replace(f'search {DOMAIN} \n', '').replace(DOMAIN + ' ', ''))


def main():
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    directory = Directory(loop)
    loop.run_until_complete(asyncio.start_server(directory.serve, ADDRESS, PORT))
    tell = lambda *news: loop.call_soon_threadsafe(directory.tell, *news)
    threading.Thread(target=watch, args=[tell], daemon=True).start()
    tasks = [directory.beat(), directory.write(), *map(directory.listen, directory.others)]
    loop.run_until_complete(asyncio.gather(*tasks))


if sys.argv[1:] == ['--leave']:
    leave()
else:
    main()
