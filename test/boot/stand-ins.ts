import type { Lab } from './lab.ts';

/** What each image of a page or an example does here: the port on which it answers, and whom it asks before. */
const IMAGES: Readonly<Record<string, string>> = {
  'caddy:2.8': '',
  'caddy:2.9': '',
  'adminer:4.8.1': '8080 "$ADMINER_DEFAULT_SERVER:5432"',
  'postgres:17': '5432',
  'redis:7': '6379',
  'elasticsearch:8.15.0': '9200',
  'mongo:7.0': '27017',
  // As in the example: -Des.node.hosts=es -Ddb.encompass.hosts=db:27017
  'tomcat:10.1': `8080 $(echo "$JAVA_OPTS" | sed 's/-D[^=]*=//g; s/es /es:9200 /')`,
  alpine: '',
};

/** Answers over HTTP with its image's name, and with what those say that it asks. It ends at once when it is told to. */
const TIER = `#!/bin/sh
port=$1
shift
mkdir -p /www/cgi-bin
cat >/www/cgi-bin/index.cgi <<END
#!/bin/sh
printf 'Content-Type: text/plain\\r\\n\\r\\n'
echo "$IMAGE on $(hostname)"
for asked in $*; do wget -q -O - "http://\\$asked/" || echo "\\$asked is silent"; done
END
chmod 755 /www/cgi-bin/index.cgi
httpd -f -p "$port" -h /www &
trap 'kill $!; exit' TERM
wait $!
`;
/** caddy reverse-proxy --from :80 --to app:8080 */
const CADDY = `#!/bin/sh\nexec tier "\${3#:}" "$5"\n`;
const PG_ISREADY = '#!/bin/sh\nexec wget -q -O /dev/null http://127.0.0.1:5432/\n';

const PROGRAMS = { tier: TIER, caddy: CADDY, pg_isready: PG_ISREADY };

/** `$1` is an image, `$2` what it runs. */
const MAKE = `set -e
make() { docker commit -c "ENV IMAGE=$1" -c "CMD $2" programs "$1" >/dev/null; }
mkdir -p /run/programs
put() { cat >"/run/programs/$1" && chmod 755 "/run/programs/$1"; }
`;
const KEEP = `docker create --name programs busybox:lab true >/dev/null
docker cp /run/programs/. programs:/bin/
`;
const DROP = 'docker rm programs >/dev/null\n';

/** Gives a host small images by the names of those that a registry would have. */
export async function putStandIns(lab: Lab, host: string): Promise<void> {
  await lab.run('container', host);
  const programs = Object.entries(PROGRAMS).map(([name, text]) => `put ${name} <<'PROGRAM'\n${text}PROGRAM\n`);
  const images = Object.entries(IMAGES).map(([name, words]) => {
    const command = JSON.stringify(words === '' ? ['sh'] : ['sh', '-c', `exec tier ${words}`]);
    return `make ${name} '${command.replaceAll("'", String.raw`'\''`)}'\n`;
  });
  await lab.on(host, [MAKE, ...programs, KEEP, ...images, DROP].join(''));
}
