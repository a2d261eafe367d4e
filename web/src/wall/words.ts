/** What a wall says, in the firm's language, whoever stands before it. */
export const wallWords = {
  well: { en: 'All well', zh: '正常' },
  onDuty: { en: 'On duty', zh: '值班' },
  nobody: { en: 'nobody', zh: '无人' },
  leads: { en: 'leads', zh: '指挥' },
  nobodyLeads: { en: 'Nobody leads', zh: '尚无指挥官' },
  acked: { en: 'has it', zh: '已认领' },
  since: { en: 'since', zh: '始于' },
  open: { en: 'Nobody has it', zh: '待认领' },
  acknowledged: { en: 'Being handled', zh: '处理中' },
  mitigated: { en: 'Mitigated', zh: '已止损' },
  firing: { en: 'alerts firing', zh: '告警中' },
  recovered: { en: 'alerts recovered', zh: '告警已恢复' },
  stoppedAt: { en: 'Data stopped at', zh: '数据停在' },
  noConnection: { en: 'Connecting…', zh: '连接中…' },
  demo: { en: 'Demo', zh: '演示' },
  armed: { en: 'Sound is armed for a new SEV1', zh: '新的 SEV1 将响铃' },
  disarmed: { en: 'Sound is off', zh: '已静音' },
  notLetIn: {
    en: 'This wall is not let in (any more). Ask an admin for a new link.',
    zh: '此大屏无权访问（或链接已撤销），请向管理员索取新链接。',
  },
  pattern: { en: 'Test pattern: every edge visible? Press T again.', zh: '测试画面：四边是否完整？再按 T 返回。' },
} satisfies Record<string, { en: string; zh: string }>;

export type WallWord = keyof typeof wallWords;
export type WallLang = 'zh' | 'en';

/** Another n incidents are open. */
export const moreWords = (n: number, lang: WallLang): string => (lang === 'zh' ? `另有 ${n} 起` : n === 1 ? 'and 1 more' : `and ${n} more`);
