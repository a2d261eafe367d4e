import { botName } from '../../../domain/chat/bot-name.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { Author } from '../../../ports/im.ts';

const icons: Readonly<Record<string, string>> = {
  'alert-response': ':satellite_antenna:',
  'storm-watch': ':thunder_cloud_and_rain:',
  'emergency-assistant': ':rotating_light:',
  'on-call': ':pager:',
  pager: ':pager:',
  'duty-officer': ':clipboard:',
  'rota-clerk': ':calendar:',
  'silence-keeper': ':mute:',
  'delivery-keeper': ':inbox_tray:',
  'inhibition-keeper': ':no_bell:',
};

/** The name and the picture that a bot speaks under. */
export const faceOf = (as: Author, lang: Lang) => ({ username: botName(as, lang), icon_emoji: icons[as] ?? ':bell:' });
