import type { Settings } from '../../config/settings.ts';

/** A Tocsin that reaches nothing outside and that nobody has configured. */
export const noSettings: Settings = {
  port: 0,
  host: '127.0.0.1',
  dataDirectory: '',
  configDirectory: null,
  publicUrl: null,
  adminToken: null,
  key: null,
  databaseUrl: null,
  redisUrl: null,
  smtpUrl: null,
  trustedProxies: [],
  heartbeat: null,
  oidc: null,
  twilio: null,
  slack: null,
  wecom: null,
  logLevel: 'error',
};
