import { LogLevel, type Logger } from '@slack/bolt';

/** What goes wrong is told by errors; Slack's libraries would write tokens and what people say into the log. */
export const quietLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
