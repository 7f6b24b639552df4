/** Hosts side by side: each is one processor, and waits for itself most of the time. */
export async function onEach(hosts: readonly string[], run: (host: string) => Promise<void>): Promise<void> {
  await Promise.all(hosts.map(run));
}
