import { listeningCheck } from '../chat-listening.ts';
import { words } from '../check.ts';

export const slackListening = listeningCheck(['slack'], { id: 'slack-listening', name: words('收听 Slack', 'Listening to Slack') });
