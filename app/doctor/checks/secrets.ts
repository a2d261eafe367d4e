import { secretFields } from '../../../domain/resource/kinds.ts';
import type { Resource } from '../../../domain/resource/resource.ts';
import { isUnreadable } from '../../../domain/resource/unreadable.ts';
import { namesText } from '../amounts.ts';
import { ill, well, words, type Check, type Finding, type Here } from '../check.ts';

export const secrets: Check<Here> = {
  id: 'secrets',
  name: words('配置中的密钥', 'Secrets of what is configured'),
  look({ databaseFile, isKeyGiven, config: { plainSecrets, resources } }) {
    const lost = resources.list.filter(isLost).map(({ kind, name }) => `${kind}/${name}`);
    const plain = plainSecrets.map(({ file, line, path }) =>
      ill(
        'warn',
        words(`${file}:${line} ${path} 是明文密钥`, `${file}:${line} ${path} holds its secret in plain text`),
        words('改为 "${NAME}" 并设置环境变量，或 file:<路径>。', 'Write "${NAME}" and set the variable, or file:<path>.'),
      ),
    );
    const isOwnKey = databaseFile === null && !isKeyGiven;
    const found = [...(lost.length > 0 ? [unreadable(lost)] : []), ...(isOwnKey ? [ownKey] : []), ...plain];
    return found.length > 0 ? found : [well('文件中没有明文密钥', 'No file holds a secret in plain text')];
  },
};

/** On a shared database the key file of one machine opens nothing for the others. */
const ownKey = ill(
  'warn',
  words(
    '数据库是共用的，而密钥文件只在这台机器上：其他进程读不出控制台填写的密钥，按钮也不通用',
    'The database is shared, but the key file is this machine’s own: other processes cannot read secrets typed at the console, nor each other’s buttons',
  ),
  words('给所有进程设置同一个 TOCSIN_KEY。', 'Set the same TOCSIN_KEY for all processes.'),
);

const isLost = ({ kind, spec }: Resource): boolean => {
  const fields: readonly string[] = secretFields[kind] ?? [];
  return Object.entries(spec).some(([field, value]) => fields.includes(field) && isUnreadable(value));
};

function unreadable(names: readonly string[]): Finding {
  const said = namesText(names);
  return ill(
    'wrong',
    words(`${said.zh} 的密钥是用另一把钥匙加密的，读不出来`, `The secrets of ${said.en} were sealed with another key and cannot be read`),
    words(
      '找回原来的 tocsin.key（或 TOCSIN_KEY）并重启，或重新填写这些密钥。',
      'Bring back the tocsin.key (or TOCSIN_KEY) of before and start again, or write these secrets anew.',
    ),
  );
}
