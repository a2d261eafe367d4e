import { join } from 'node:path';
import { slackManifest } from '../../adapters/im/slack/manifest.ts';
import { loadSkills } from '../../app/skills.ts';
import type { Slack } from '../emulators/slack/slack.ts';

/** The app in this Slack is the one that our own manifest makes: with these scopes, commands, shortcuts and events, and no others. */
export async function asInstalled(slack: Slack): Promise<Slack> {
  const skills = await loadSkills(join(import.meta.dirname, '../../skills'));
  slack.installs(slackManifest({ skills: skills.keys(), publicUrl: '', mode: 'socket', name: 'Tocsin', lang: 'en' }));
  return slack;
}
