import { ill, well, words, type Check, type Running } from '../check.ts';

export const isLocal = (url: string): boolean => /^https?:\/\/(localhost|127\.|\[::1\])/u.test(url);

export const publicAddress: Check<Running> = {
  id: 'address',
  name: words('公开地址', 'Public address'),
  look({ publicUrl, isPublicUrlGiven, askedFrom }) {
    const set = words('把 TOCSIN_PUBLIC_URL 设为大家打开的地址。', 'Set TOCSIN_PUBLIC_URL to the address that people open.');
    if (askedFrom !== null && new URL(publicUrl).origin !== new URL(askedFrom).origin && !(isLocal(publicUrl) && isLocal(askedFrom)))
      return [
        ill(
          'warn',
          words(
            `卡片与邮件里的链接指向 ${publicUrl}，而你是从 ${askedFrom} 打开的`,
            `Links in cards and mails lead to ${publicUrl}, but you came by ${askedFrom}`,
          ),
          set,
        ),
      ];
    if (!isPublicUrlGiven && isLocal(publicUrl))
      return [
        ill(
          'warn',
          words(`链接指向 ${publicUrl}，只有这台机器能打开`, `Links lead to ${publicUrl}, which only this machine can open`),
          set,
        ),
      ];
    return [well(`链接指向 ${publicUrl}`, `Links lead to ${publicUrl}`)];
  },
};
