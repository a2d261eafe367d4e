import type { Loader } from '../parts/later.tsx';

// Each page is fetched when it is needed, and the others soon after, so that they are there when the network is not.
export const todayPage = () => import('../pages/today.tsx').then((part) => part.TodayPage);
export const warRoomPage = () => import('../pages/war-room.tsx').then((part) => part.WarRoomPage);
export const incidentsPage = () => import('../pages/incidents.tsx').then((part) => part.IncidentsPage);
export const welcomePage = () => import('../pages/welcome.tsx').then((part) => part.WelcomePage);
export const alertsPage = () => import('../pages/alerts.tsx').then((part) => part.AlertsPage);
export const onCallPage = () => import('../pages/oncall.tsx').then((part) => part.OnCallPage);
export const chatPage = () => import('../pages/chat.tsx').then((part) => part.ChatPage);
export const adminPage = () => import('../pages/admin.tsx').then((part) => part.AdminPage);
export const wallPage = () => import('../pages/wall.tsx').then((part) => part.WallPage);
export const mePage = () => import('../pages/me.tsx').then((part) => part.MePage);
export const setupPage = () => import('../pages/setup.tsx').then((part) => part.SetupPage);
export const joinPage = () => import('../pages/join.tsx').then((part) => part.JoinPage);
export const loginSheet = () => import('../me/login-sheet.tsx').then((part) => part.LoginSheet);
export const loginPage = () => import('../pages/login.tsx').then((part) => part.LoginPage);
export const unreachablePage = () => import('../pages/unreachable.tsx').then((part) => part.UnreachablePage);
export const demoCoach = () => import('../demo/coach.tsx').then((part) => part.DemoCoach);
export const skillSheet = () => import('../forms/skill-sheet.tsx').then((part) => part.SkillSheet);
export const silenceSheet = () => import('../forms/silence-sheet.tsx').then((part) => part.SilenceSheet);
export const viewSheet = () => import('../forms/view-sheet.tsx').then((part) => part.ViewSheet);
export const reopenSheet = () => import('../forms/reopen-sheet.tsx').then((part) => part.ReopenSheet);
export const confirmSheet = () => import('../forms/confirm-sheet.tsx').then((part) => part.ConfirmSheet);
export const palette = () => import('../palette/palette.tsx').then((part) => part.Palette);
export const settingsSheet = () => import('./settings-sheet.tsx').then((part) => part.SettingsSheet);
export const keysSheet = () => import('./keys-sheet.tsx').then((part) => part.KeysSheet);

export const loaders: Loader<never>[] = [
  warRoomPage,
  todayPage,
  skillSheet,
  confirmSheet,
  reopenSheet,
  incidentsPage,
  chatPage,
  alertsPage,
  loginSheet,
  palette,
  mePage,
  settingsSheet,
  silenceSheet,
  viewSheet,
  onCallPage,
  adminPage,
  keysSheet,
];
