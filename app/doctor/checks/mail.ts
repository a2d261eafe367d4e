import { ill, well, words, type Check, type Running } from '../check.ts';

export const mail: Check<Running> = {
  id: 'mail',
  name: words('邮件', 'Mail'),
  async look({ mailer }) {
    if (!mailer)
      return [
        ill(
          'unknown',
          words('没有配置邮件服务器', 'No mail server is configured'),
          words(
            '设置 SMTP_URL，例如 smtp://user:password@mail.example.com:587。',
            'Set SMTP_URL, such as smtp://user:password@mail.example.com:587.',
          ),
        ),
      ];
    try {
      await mailer.verify();
      return [well('邮件服务器可用，已登录', 'The mail server is there and lets us in')];
    } catch (e) {
      return [
        ill(
          'wrong',
          words((e as Error).message, (e as Error).message),
          words('检查 SMTP_URL 与邮件服务器。', 'Check SMTP_URL and the mail server.'),
        ),
      ];
    }
  },
};
