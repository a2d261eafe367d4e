import { join } from 'node:path';
import { readSettings, type Env, type Settings } from '../../config/settings.ts';

/** What a demo may be told by its environment; all else, credentials above all, is as if it were not set. */
const heard = ['PORT', 'TOCSIN_DATA', 'TOCSIN_LOG'];

/** The settings of a demo: this machine only, a folder of its own within the data, and nothing by which anything outside could be reached.
 *  Throws a SettingsError when one of the few settings that it hears is wrong. */
export function demoSettings(env: Env, configDirectory: string): Settings {
  const given = Object.fromEntries(heard.map((name) => [name, env[name]]));
  const settings = readSettings(given, () => false);
  return { ...settings, dataDirectory: join(settings.dataDirectory, 'demo'), configDirectory };
}
