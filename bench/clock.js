/** Milliseconds this process has computed: what other programs take of the machine does not count. */
export const clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
