import type { Lab } from './lab.ts';

/** The port of a host that leads to its container's web server. */
export const PUBLISHED = 8080;

// busybox's httpd gives an IPv4 address in the form of a mapped IPv6 one.
const START = `set -e
  docker run -d --name lane --network "$1" --restart always -p ${PUBLISHED}:80 busybox:lab httpd -f -p 80 -h /www >/dev/null
  docker exec -i lane sh -c 'mkdir -p /www/cgi-bin && cat >/www/cgi-bin/address && chmod 755 /www/cgi-bin/address' <<'END'
#!/bin/sh
address=\${REMOTE_ADDR#[}
address=\${address%]}
printf 'Content-Type: text/plain\\r\\n\\r\\n%s\\n' "\${address#::ffff:}"
END`;

/** A container named lane in a Docker network, that tells on port 80 who asked, at /cgi-bin/address. Docker starts it again at each boot. */
export async function startContainer(lab: Lab, host: string, network: string): Promise<string> {
  await lab.run('container', host);
  await lab.on(host, START, network);
  return containerAddress(lab, host);
}

// A container that is not up yet has no address.
const ADDRESS = `until docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' lane | grep '[0-9]'; do sleep 1; done`;

/** Its address, once Docker runs it. */
export async function containerAddress(lab: Lab, host: string): Promise<string> {
  return (await lab.on(host, ADDRESS)).trim();
}
