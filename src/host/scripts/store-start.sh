# start_store: again only if what it runs with has changed, which the list of stores is not: they let nobody come or go for 5 s after
# each start. It waits for the other stores, and nobody here for it.
start_store() {
  now=$(cat /etc/meshinit/etcd.conf /etc/docker/store/c*.pem /etc/systemd/system/meshinit-etcd.service | cksum)
  systemctl enable meshinit-etcd.service
  if [ "$(cat /run/meshinit/store.started 2>/dev/null)" = "$now" ]; then
    systemctl --no-block start meshinit-etcd.service
  else
    systemctl --no-block restart meshinit-etcd.service
    echo "$now" >/run/meshinit/store.started
  fi
}
