import { chatCheck } from '../chat-findings.ts';
import { words } from '../check.ts';

export const slack = chatCheck('slack', words('Slack', 'Slack'));
