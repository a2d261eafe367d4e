import { chatCheck } from '../chat-findings.ts';
import { words } from '../check.ts';

export const wecom = chatCheck('wecom', words('企业微信', 'WeCom'));
