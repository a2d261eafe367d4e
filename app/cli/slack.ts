import { Option, type Command } from 'commander';
import { stringify } from 'yaml';
import { newAppUrl, slackManifest } from '../../adapters/im/slack/manifest.ts';
import { environment, isDirectory, readSettings } from '../../config/settings.ts';
import type { Lang } from '../../domain/text/lang.ts';

interface Said {
  readonly skills: Iterable<string>;
  /** Of the terminal. */
  readonly lang: Lang;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

interface Options {
  readonly http?: boolean;
  readonly yaml?: boolean;
  readonly link?: boolean;
  readonly publicUrl?: string;
  readonly name: string;
  readonly lang: Lang;
}

/** `tocsin slack manifest`: what Slack makes our app from. No Tocsin has to run. */
export function addSlack(program: Command, { skills, lang, print, complain }: Said): void {
  program
    .command('slack')
    .description('what Slack needs to know of Tocsin')
    .command('manifest')
    .description('print the app manifest to paste at api.slack.com/apps → Create New App → From a manifest')
    .option('--http', 'Slack calls us at TOCSIN_PUBLIC_URL; without it we open the connection (Socket Mode)')
    .option('--public-url <url>', 'instead of TOCSIN_PUBLIC_URL')
    .option('--name <name>', 'what the app is called, 35 characters at most', 'Tocsin')
    .addOption(new Option('--lang <lang>', 'the language of hints and descriptions').choices(['zh', 'en']).default(lang))
    .option('--yaml', 'as YAML instead of JSON')
    .option('--link', 'a link that opens Slack’s form with the manifest filled in')
    .action(({ http = false, yaml, link, name, ...options }: Options) => {
      const url = (options.publicUrl ?? readSettings(environment(), isDirectory).publicUrl ?? '').replace(/\/+$/u, '');
      if (http && !url.startsWith('https://'))
        return complain('Slack calls https addresses only. Set TOCSIN_PUBLIC_URL or --public-url to one, or leave --http out.');
      if (name.length > 35) return complain('--name is too long; Slack takes 35 characters at most.');
      const manifest = slackManifest({ skills, publicUrl: url, mode: http ? 'http' : 'socket', name, lang: options.lang });
      print(link ? newAppUrl(manifest) : yaml ? stringify(manifest).trimEnd() : JSON.stringify(manifest, null, 2));
    });
}
