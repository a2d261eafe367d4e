import { listeningCheck } from '../chat-listening.ts';
import { words } from '../check.ts';

export const wecomListening = listeningCheck(['wecom', 'wecom-aibot'], {
  id: 'wecom-listening',
  name: words('收听企业微信', 'Listening to WeCom'),
});
