/** What any program needs to find its way out and to tell the time. Nothing of it is a secret of ours, but that a proxy may have a password. */
const ordinary = new Set(
  [
    ['PATH', 'HOME', 'USER', 'LOGNAME', 'TZ', 'LANG', 'LANGUAGE', 'TMPDIR', 'TMP', 'TEMP'],
    ['NODE_ENV', 'NODE_EXTRA_CA_CERTS', 'NODE_USE_ENV_PROXY', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
    ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'],
    ['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA'],
  ].flat(),
);

/** Windows writes `Path`, and proxies are as often written small. */
const isOrdinary = (name: string): boolean => ordinary.has(name.toUpperCase()) || name.startsWith('LC_');

export type Variables = Readonly<Record<string, string | undefined>>;

/** The variables of a guest: the ordinary ones, and those that somebody has given it by name. */
export const surroundings = (ours: Variables, given: readonly string[]): Variables =>
  Object.fromEntries(Object.entries(ours).filter(([name]) => isOrdinary(name) || given.includes(name)));
