import { ill, well, words, type Check, type Here } from '../check.ts';

export const secrets: Check<Here> = {
  id: 'secrets',
  name: words('配置中的密钥', 'Secrets in files'),
  look({ config: { plainSecrets } }) {
    if (plainSecrets.length === 0) return [well('文件中没有明文密钥', 'No file holds a secret in plain text')];
    return plainSecrets.map(({ file, line, path }) =>
      ill(
        'warn',
        words(`${file}:${line} ${path} 是明文密钥`, `${file}:${line} ${path} holds its secret in plain text`),
        words('改为 "${NAME}" 并设置环境变量，或 file:<路径>。', 'Write "${NAME}" and set the variable, or file:<path>.'),
      ),
    );
  },
};
