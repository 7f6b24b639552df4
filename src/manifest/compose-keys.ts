/** Keys of a service in Compose's specification that declared containers do not have (compose-spec, schema of 2026). */
const KEYS: ReadonlySet<string> = new Set(
  (
    'annotations attach blkio_config build cgroup cgroup_parent configs container_name cpu_count cpu_percent cpu_period ' +
    'cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on deploy develop ' +
    'device_cgroup_rules dns dns_opt dns_search domainname expose extends external_links extra_hosts gpus ' +
    'group_add hostname ipc isolation label_file logging mac_address mem_limit mem_reservation mem_swappiness ' +
    'memswap_limit models network_mode oom_kill_disable oom_score_adj pid pids_limit platform post_start pre_stop ' +
    'profiles provider pull_policy pull_refresh_after runtime scale secrets security_opt shm_size stdin_open ' +
    'stop_signal storage_opt tty use_api_socket userns_mode uts volumes_from'
  ).split(' '),
);

export const isComposeKey = (key: string): boolean => KEYS.has(key) || key.startsWith('x-');
