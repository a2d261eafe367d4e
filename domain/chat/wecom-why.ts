import type { Words } from '../text/lang.ts';

/** What to do where WeCom refuses, by its errcodes. Ends no sentence. */
const fixes: readonly (readonly [codes: string, fix: Words])[] = [
  ['-1', { zh: '企业微信繁忙，会自动重试', en: 'WeCom is busy; it is tried again' }],
  ['45009', { zh: '企业微信暂时不再接受这类请求，一分钟后再发', en: 'WeCom takes no more of these for now; it goes out in a minute' }],
  ['45033', { zh: '同时发出的太多，稍后再发', en: 'WeCom takes fewer at the same time; it goes out in a moment' }],
  ['40014 42001', { zh: 'access_token 已失效，会换一个重试', en: 'The access token had ended; it is tried again with another' }],
  [
    '40001 40013 41001 41002 41004',
    {
      zh: '请重新复制企业 ID（我的企业）和 Secret（应用详情页）',
      en: 'Copy the corp id (My company) and the Secret (the page of the app) again',
    },
  ],
  [
    '40056 301002',
    {
      zh: '请填写这个应用自己的 AgentId（应用详情页），并确认应用已启用',
      en: 'Write the AgentId of this very app (on its page), and see that the app is switched on',
    },
  ],
  [
    '48002',
    {
      zh: '应用没有这个接口的权限：请在企业微信管理后台查看',
      en: 'The app may not use this interface: see what it is allowed in the admin console of WeCom',
    },
  ],
  [
    '60011',
    {
      zh: '请把最上级部门加入应用的可见范围：建群需要它',
      en: 'Put the root department into the visible range of the app: group chats need it',
    },
  ],
  [
    '60020',
    {
      zh: '请把这个 IP 加入应用的企业可信IP（应用详情页底部）',
      en: 'Add that address to the trusted IPs of the app (its page, at the bottom)',
    },
  ],
  [
    '40003 46004 60111 81013',
    {
      zh: '请把此人加入应用的可见范围，或改正人员中填写的 userid',
      en: 'Add them to the visible range of the app, or correct chat of the person',
    },
  ],
  ['86001 86003', { zh: '应用没有这个群', en: 'There is no such group of the app' }],
  ['86006', { zh: '群已满：企业微信的群最多 2000 人', en: 'The group is full: WeCom takes 2000 people' }],
  ['86215', { zh: '这个 id 的群已经存在', en: 'There is a group with this id already' }],
];

const known = new Map(fixes.flatMap(([codes, fix]) => codes.split(' ').map((code) => [Number(code), fix] as const)));

/** A code that is new to us is a fault of ours. */
const ours: Words = {
  zh: '企业微信不接受 Tocsin 的这个请求；错误码说明见 developer.work.weixin.qq.com',
  en: 'Tocsin asked for something that WeCom does not take; see the error codes at developer.work.weixin.qq.com',
};

export const wecomFix = (errcode: number): Words => known.get(errcode) ?? ours;

/** What is kept of a refusal, to be said in the language of whoever reads of it. */
export const wecomCode = (errcode: number): string => `wecom-${errcode}`;
