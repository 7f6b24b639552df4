/** A path below a directory of every host's, or a file by its ending: where a secret is, and not the secret. */
const LOCATION =
  /^(?:\/(?:etc|run|var|home|root|opt|usr|tmp|srv|mnt|dev|proc|secrets?|data|boot|media|sys|vault)(?:\/|$)|~\/|\.{1,2}\/|file:\/\/)|^[\w./@~-]{1,200}\.(?:pem|key|crt|cer|der|csr|pub|txt|json|ya?ml|conf|env|gpg|asc)$/;

/** A word that switches something, or says that there is nothing. */
const SWITCH = /^(?:yes|no|on|off|true|false|none|null|nil|~|required|optional|prompt|unset|empty|changeme-later)$/i;

/** A shell's variable, a template's, a placeholder in signs, stars, a call of a function. */
const STAND_IN = /^(?:\$[A-Za-z_{(\d@]|\{\{|\{%|<|%[({sA-Z]|`|\*{1,64}$|x{3,64}$|\.{3}|[\w.]{1,64}\()/;

export const isLocation = (text: string): boolean => LOCATION.test(text);

/** Whether a value in a script or a file stands for a secret that comes from elsewhere. */
export const isPlaceholder = (text: string): boolean => SWITCH.test(text) || STAND_IN.test(text) || isLocation(text);
