import type { Lang } from '../text/lang.ts';

type Sentence = string | ((data: { readonly minutes?: number; readonly name?: string }) => string);

/** Why somebody is not let in, or may not change who is. Whether an account exists is in none of them. */
const words = {
  'wrong-login': { en: 'The name or the password is not right.', zh: '用户名或密码不正确。' },
  'wrong-code': {
    en: 'That code is not right, or it was used before. Wait for the next one.',
    zh: '验证码不正确或已用过，请等下一个。',
  },
  'wrong-code-here': { en: 'That code is not right. Wait for the next one and try again.', zh: '验证码不正确，请等下一个再试。' },
  'wrong-password': { en: 'Your password is not right.', zh: '你的密码不正确。' },
  'wrong-token': {
    en: 'That token is not right. It is the value of TOCSIN_ADMIN_TOKEN.',
    zh: '令牌不正确。它是 TOCSIN_ADMIN_TOKEN 的值。',
  },
  'too-many': {
    en: ({ minutes = 1 }) => `Too many wrong tries. Try again in ${minutes} min.`,
    zh: ({ minutes = 1 }) => `尝试次数过多，请 ${minutes} 分钟后再试。`,
  },
  'password-short': { en: 'Use at least 12 characters.', zh: '至少 12 个字符。' },
  'password-long': { en: 'Use at most 200 characters.', zh: '最多 200 个字符。' },
  'password-plain': {
    en: 'Too easy to guess: use more different characters, and not your name.',
    zh: '太容易猜到：请使用更多不同的字符，且不要用自己的名字。',
  },
  'setup-over': { en: 'Tocsin has been set up already. Sign in.', zh: 'Tocsin 已完成初始设置，请登录。' },
  'setup-elsewhere': {
    en: 'Tocsin can be set up only on the machine it runs on. Open the link there.',
    zh: '只能在运行 Tocsin 的机器上完成初始设置，请在那里打开链接。',
  },
  'wrong-setup': {
    en: 'This setup link is not the one that Tocsin printed when it started. Copy it again from there.',
    zh: '此链接与 Tocsin 启动时打印的不一致，请重新复制。',
  },
  'link-over': { en: 'This link has been used or is too old. Ask an admin for another.', zh: '链接已使用或已过期，请向管理员索取新的。' },
  'needs-person': { en: 'Sign in as a person to do this.', zh: '请以个人身份登录后再操作。' },
  'needs-open': { en: 'You are who you signed in as.', zh: '登录后不能切换身份。' },
  'needs-admin': { en: 'This needs the role admin.', zh: '需要 admin 角色。' },
  'needs-people': { en: 'A token cannot do this. Sign in at the console.', zh: '不能用令牌进行此操作，请登录控制台。' },
  'unknown-person': { en: ({ name = '' }) => `There is no person "${name}".`, zh: ({ name = '' }) => `没有名为“${name}”的人员。` },
  'no-account': {
    en: ({ name = '' }) => `${name} has no account yet. Make an invite.`,
    zh: ({ name = '' }) => `${name} 还没有账号，请先邀请。`,
  },
  'last-admin': { en: 'Nobody else is admin. Give the role to another person first.', zh: '没有其他管理员，请先将该角色授予他人。' },
  'not-yourself': { en: 'You cannot disable your own account.', zh: '不能停用自己的账号。' },
  'name-taken': { en: ({ name = '' }) => `There is a token named ${name} already.`, zh: ({ name = '' }) => `已有名为 ${name} 的令牌。` },
  'role-above': { en: 'A token cannot have roles above your own.', zh: '令牌的角色不能高于你自己的。' },
  'no-such-token': { en: 'This token is not known, or it has been revoked.', zh: '令牌不存在或已吊销。' },
  'no-such-feed': { en: 'This calendar is not known, or it has been revoked.', zh: '日历订阅不存在或已撤销。' },
  'not-your-feed': { en: 'A calendar of another person is made by themselves or an admin.', zh: '他人的日历订阅由本人或管理员创建。' },
  'wall-reads': { en: 'A wall screen can only look.', zh: '大屏只能查看。' },
  'totp-not-begun': { en: 'Begin again: there is no new secret to confirm.', zh: '没有待确认的密钥，请重新开始。' },
  'oidc-off': { en: 'Single sign-on is not configured (OIDC_ISSUER).', zh: '未配置单点登录（OIDC_ISSUER）。' },
  'oidc-away': {
    en: 'The sign-on server cannot be reached. Try again, or use your password.',
    zh: '连不上单点登录服务器，请重试或使用密码登录。',
  },
} as const satisfies Record<string, { en: Sentence; zh: Sentence }>;

export type Declined = keyof typeof words;

/** Says it in the reader's language. */
export function sayDeclined(code: Declined, lang: Lang, data: Parameters<Exclude<Sentence, string>>[0] = {}): string {
  const said: Sentence = words[code][lang];
  return typeof said === 'string' ? said : said(data);
}
