import { join } from 'node:path';
import { ill, well, words, type Check, type Finding, type Here } from '../check.ts';

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

/** What must be nobody else's to read, with the mode it should have. */
export function privatePaths({ dataDirectory, databaseFile, isKeyGiven }: Pick<Here, 'dataDirectory' | 'databaseFile' | 'isKeyGiven'>) {
  return [
    { path: dataDirectory, mode: 0o700 },
    ...(databaseFile === null ? [] : [{ path: databaseFile, mode: 0o600 }]),
    ...(isKeyGiven ? [] : [{ path: join(dataDirectory, 'tocsin.key'), mode: 0o600 }]),
  ];
}

export const dataDirectory: Check<Here> = {
  id: 'data',
  name: words('数据目录与密钥', 'Data folder and key'),
  look(here) {
    const seen = privatePaths(here).map((p) => ({ ...p, is: here.machine.mode(p.path) }));
    if (seen.some(({ is }) => is === undefined)) return [well(`数据在 ${here.dataDirectory}`, `The data is in ${here.dataDirectory}`)];
    const [folder, ...files] = seen;
    if (folder?.is === null) return [missing(here.dataDirectory)];
    // What lies in a folder that nobody else can enter is safe, whatever its own mode.
    const open = typeof folder?.is === 'number' && (folder.is & 0o077) === 0 ? [] : files.filter(({ is }) => isOpen(is));
    if (open.length === 0) return [well(`${here.dataDirectory}：只有 Tocsin 能读取`, `${here.dataDirectory}: only Tocsin can read it`)];
    return open.map(({ path, is, mode }) => readable(path, is ?? 0, mode));
  },
};

const isOpen = (mode: number | null | undefined): boolean => typeof mode === 'number' && (mode & 0o077) !== 0;

const missing = (folder: string): Finding =>
  ill(
    'unknown',
    words(`${folder} 还不存在`, `${folder} is not there yet`),
    words('第一次启动时会创建；如果不应该这样，检查 TOCSIN_DATA。', 'The first start makes it. If it should be there, check TOCSIN_DATA.'),
  );

const readable = (path: string, is: number, mode: number): Finding =>
  ill(
    path.endsWith('.key') ? 'wrong' : 'warn',
    words(`这台机器的其他用户可以读取 ${path}（${octal(is)}）`, `Other users of this machine can read ${path} (${octal(is)})`),
    words(`运行 tocsin doctor --fix，或 chmod ${octal(mode)} ${path}。`, `Run tocsin doctor --fix, or chmod ${octal(mode)} ${path}.`),
  );
