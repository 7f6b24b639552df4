/** Domains whose ssh is for git alone. */
const DOMAINS = [
  'github.com',
  'gitlab.com',
  'bitbucket.org',
  'codeberg.org',
  'sr.ht',
  'gitea.com',
  'gitee.com',
  'salsa.debian.org',
  'launchpad.net',
  'sourceforge.net',
  'framagit.org',
  'ssh.dev.azure.com',
  'vs-ssh.visualstudio.com',
  'source.developers.google.com',
  'hf.co',
  'huggingface.co',
  'heroku.com',
];
/** How those that people run themselves are called: gitlab.example.com, git-codecommit.us-east-1.amazonaws.com. */
const FIRST_LABEL = /^(git|github|gitlab|gitea|forgejo|gogs|gerrit|bitbucket|codeberg|git-codecommit)\./;

/** Whether an entry of an ssh configuration is for a service of git's: nobody runs containers there. */
export function isGitService(address: string, user: string | undefined): boolean {
  const name = address.toLowerCase().replace(/\.$/, '');
  if (user === 'git' || FIRST_LABEL.test(name)) return true;
  return DOMAINS.some((domain) => name === domain || name.endsWith(`.${domain}`));
}
