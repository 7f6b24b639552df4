/** What a value holds that others should not read. */
export type SecretKind =
  | 'private key'
  | 'TLS key'
  | 'password hash'
  | 'password'
  | 'token'
  | 'credentials in an address'
  | 'value marked as secret';

/**
 * The one list of what a secret is: by the name of its key, by the file it is in, by the shape of its text, by the option
 * of the command that takes it. Who decides, masks or refuses asks here.
 */

/** A key, of lower-case letters alone (`Plain-Text_passwd` is `plaintextpasswd`), whose value is secret whatever it looks like. */
export const keyFacts: readonly { readonly key: RegExp; readonly kind: SecretKind }[] = [
  { key: /^passwd$|^hashedpass(?:wd|word)$|^pass(?:wd|word)hash$/, kind: 'password hash' },
  {
    key: /pass?w(?:or)?ds?$|pas+wrd$|passphrase$|passcode$|^pass$|pwd$|(?:auth|db|user|root|admin|smtp|mail|bind|ldap)pass$|^requirepass$|^masterauth$|psk$/,
    kind: 'password',
  },
  {
    key: /^sshkeys$|^wireguard$|privatekey(?:data|pem)?$|presharedkey$|^(?:rsa|dsa|ecdsa|ed)private$|privatecert$|clientkeydata$|^keyfile$/,
    kind: 'private key',
  },
  {
    key: /token$|^authorization$|^xapikey$|(?:api|auth|access|account|storage|license|shared|master|encryption|activation|registration|validation)key$|^httpheaders$|^auths$|(?:xamz|xgoog)signature$/,
    kind: 'token',
  },
  {
    key: /secrets?$|secret(?:key|accesskey|value|data|text)$|credentials?$/,
    kind: 'value marked as secret',
  },
];

/** Keys with digits that mean something: an X.509 request's challenge password (RFC 2985), which Puppet's masters sign by. */
export const keysWithDigits: readonly string[] = ['1.2.840.113549.1.9.7'];

/** What only sounds like one: sudo's NOPASSWD, cloud-init's lock_passwd, and where a password is asked for. */
export const NO_SECRET_KEY =
  /^nopasswd$|^lockpassw(?:or)?d$|(?:ask|request|require|need|expire|change|disable|no)passw(?:or)?d$/;

/** Below a secret's key: whose it is, where it is, how it is used, or its public half. */
export const HARMLESS_KEY =
  /^(?:name|type|path|configpath|expire|encoding|owner|user|username|group|ca|cert|mode|permissions|overwrite|compression|verification|readinessprobe|id|filename|file|email)$|public(?:key)?$|certificate$|fingerprint$/;

/** Files that hold nothing but what their owner may read. */
export const SECRET_FILE =
  /(?:^|\/)(?:[._]netrc|\.pgpass|\.my\.cnf|\.mylogin\.cnf|\.git-credentials|\.vault-token|\.smbcredentials|\.?htpasswd|\.dockercfg|\.dockerconfigjson|g?shadow|sasl_passwd|ipsec\.secrets|(?:chap|pap)-secrets|id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|ssh_host_[a-z0-9]{1,20}_key)$|\/\.docker\/config\.json$|\/\.aws\/credentials$|\/etc\/wireguard\/|\/NetworkManager\/system-connections\/|\/run\/secrets\/|\.(?:p12|pfx|jks|kdbx|keytab|ppk)$/;

/** A locked password (shadow(5)), and what a template puts in later. */
export const NO_PASSWORD = /^(?:[*!x]|!!|!\*|RANDOM|R)$/;

/**
 * Texts that are secret by their form alone. Each is tried at every place of a text of megabytes: what repeats is bounded,
 * and nothing that repeats may begin as what stands before it goes on.
 */
export const shapes: readonly { readonly kind: SecretKind; readonly shape: RegExp }[] = [
  // crypt(5): the method, perhaps its cost, the salt, the hash; LDAP's userPassword (RFC 2307).
  {
    kind: 'password hash',
    shape: /\$(?:1|2[abxy]?|5|6|7|y|gy|apr1|sha1|md5|scrypt|argon2(?:id?|d))\$[^\s:'"$]{1,64}\$?[^\s:'"]{8,512}/g,
  },
  { kind: 'password hash', shape: /\{(?:S?SHA(?:256|384|512)?|S?MD5|CRYPT)\}[A-Za-z0-9+/=$.]{16,256}/g },
  // Prefixes that the issuers give their tokens.
  { kind: 'token', shape: /\b(?:gh[opsur]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255})/g },
  { kind: 'token', shape: /\bgl(?:pat|rt|dt|cbt|ptt|ft|soat|agent|imt)-[\w-]{16,255}/g },
  { kind: 'token', shape: /\bxox[abeoprs]-[\w-]{10,255}/g },
  { kind: 'token', shape: /hooks\.slack\.com\/(?:services|workflows)\/[\w/-]{10,255}/g },
  { kind: 'token', shape: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  { kind: 'token', shape: /\b(?:npm_[A-Za-z0-9]{30,255}|pypi-AgEI[\w-]{20,255}|SWMTKN-1-[\w-]{20,255})/g },
  {
    kind: 'token',
    shape: /\b(?:dckr_[op]at_[\w-]{20,255}|hv[sbr]\.[\w-]{20,255}|K10[0-9a-f]{32,255}::[\w:.-]{1,255})/g,
  },
  { kind: 'token', shape: /\b(?:tskey-[\w-]{10,255}|do[opr]_v1_[0-9a-f]{32,255}|glsa_\w{20,255}|sk_live_\w{16,255})/g },
  {
    kind: 'token',
    shape: /\b(?:AIza[\w-]{35}|ya29\.[\w-]{20,255}|hf_[A-Za-z0-9]{30,255}|sk-(?:[a-z]{3,8}-)?[A-Za-z0-9_]{20,255})/g,
  },
  { kind: 'token', shape: /\beyJ[\w-]{10,512}\.eyJ[\w-]{10,4096}\.[\w-]{0,4096}/g },
  { kind: 'private key', shape: /\bAGE-SECRET-KEY-[A-Z0-9-]{10,255}/gi },
  // `\s` spans lines: netrc(5) may have each word on its own.
  { kind: 'password', shape: /(?<=\b(?:login|machine|account)\s{1,8}\S{1,128}\s{1,8}password\s{1,8})\S{1,256}/g },
  // debconf-set-selections(1).
  { kind: 'password', shape: /(?<=\S[ \t]\S{1,64}\/\S{1,64}[ \t]{1,4}password[ \t]{1,4})\S{1,256}/g },
  // SQL: IDENTIFIED BY 'word', PASSWORD 'word'.
  { kind: 'password', shape: /(?<=\b(?:by|password)\s{1,4}['"])[^'"\n]{1,256}(?=['"])/gi },
  // ipsec.secrets(5).
  { kind: 'password', shape: /(?<=:[ \t]{1,4}(?:PSK|XAUTH|EAP|NTLM|PIN)[ \t]{1,4}")[^"\n]{1,256}/g },
  // Redis, keepalived, HAProxy.
  {
    kind: 'password',
    shape: /(?<=^[ \t]{0,16}(?:requirepass|masterauth|auth_pass|insecure-password)[ \t]{1,8})\S{1,256}/gm,
  },
  { kind: 'token', shape: /(?<=[?&](?:sig|signature)=)[^\s&'"]{6,512}/gi },
];

/** Which option of which command takes a secret. `-p` joined with its value is `-phunter2`. */
export interface OptionFact {
  readonly programs: RegExp;
  readonly option: string;
  /** Whether the value is a part of the word, the next word, or either. */
  readonly joined: 'only' | 'either';
  /** A word that the command must have. */
  readonly needs?: string;
  /** Only what is after this sign is secret, and only if it is there: `user:word`. */
  readonly after?: string;
}

export const optionFacts: readonly OptionFact[] = [
  {
    programs: /^(?:docker|podman|nerdctl|buildah|skopeo|helm|oras|crane|regctl|az|oc)$/,
    option: '-p',
    joined: 'either',
    needs: 'login',
  },
  { programs: /^(?:curl|xh|http|https)$/, option: '-u', joined: 'either', after: ':' },
  { programs: /^(?:curl|wget)$/, option: '--user', joined: 'either', after: ':' },
  { programs: /^curl$/, option: '-U', joined: 'either', after: ':' },
  { programs: /^curl$/, option: '--proxy-user', joined: 'either', after: ':' },
  { programs: /^curl$/, option: '--oauth2-bearer', joined: 'either' },
  { programs: /^(?:http|https|xh)$/, option: '-a', joined: 'either', after: ':' },
  { programs: /^sshpass$/, option: '-p', joined: 'either' },
  { programs: /^(?:mysql|mariadb|mycli)[a-z_-]*$/, option: '-p', joined: 'only' },
  { programs: /^(?:mongo|mongosh|mongodump|mongorestore|mongoimport|mongoexport)$/, option: '-p', joined: 'either' },
  { programs: /^(?:redis-cli|valkey-cli)$/, option: '-a', joined: 'either' },
  { programs: /^ldap[a-z]{3,12}$/, option: '-w', joined: 'either' },
  { programs: /^ipmitool$/, option: '-P', joined: 'either' },
  { programs: /^(?:zip|unzip)$/, option: '-P', joined: 'either' },
  { programs: /^7z[ar]?$/, option: '-p', joined: 'only' },
  { programs: /^smbclient$/, option: '-U', joined: 'either', after: '%' },
  { programs: /^(?:lftp|mosquitto_pub|mosquitto_sub)$/, option: '-P', joined: 'either' },
  { programs: /^(?:useradd|usermod|groupadd|groupmod)$/, option: '-p', joined: 'either' },
];

/** Commands that take `KEY VALUE` among their words, where the key's name says that the value is secret. */
export const TAKES_KEYS = /^(?:aws|nmcli|crudini|mysqladmin)$/;

/** Commands whose last word is a password, with a word that they must have. */
export const lastWordFacts: readonly { readonly program: RegExp; readonly needs: RegExp }[] = [
  { program: /^openssl$/, needs: /^passwd$/ },
  { program: /^htpasswd$/, needs: /^-[a-zA-Z]{0,4}b[a-zA-Z]{0,4}$/ },
  { program: /^wpa_passphrase$/, needs: /^/ },
  { program: /^rabbitmqctl$/, needs: /^(?:add_user|change_password)$/ },
  { program: /^vault$/, needs: /^login$/ },
];

/** Commands that read a password from what is piped into them, and the word that makes them do so, if they need one. */
export const readsPassword: readonly { readonly program: string; readonly needs?: string }[] = [
  { program: 'passwd' },
  { program: 'smbpasswd' },
  { program: 'cryptsetup' },
  { program: 'kinit' },
  { program: 'htpasswd', needs: '-i' },
  { program: 'sudo', needs: '-S' },
  { program: 'docker', needs: '--password-stdin' },
  { program: 'podman', needs: '--password-stdin' },
  { program: 'nerdctl', needs: '--password-stdin' },
  { program: 'buildah', needs: '--password-stdin' },
  { program: 'skopeo', needs: '--password-stdin' },
  { program: 'helm', needs: '--password-stdin' },
  { program: 'gh', needs: '--with-token' },
];
