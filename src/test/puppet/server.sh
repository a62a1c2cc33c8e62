#!/bin/sh
# An end-to-end test with a real puppetserver on loopback: a first run that changes something, a
# second run that changes nothing, and two runs at once. No other test starts it. As root:
#
#   src/test/puppet/server.sh [DIR]
#
# Installs puppetserver if it is missing (about 130 MB), starts it in DIR (default: a new directory
# under /tmp) with 'java -jar', so that systemd is not needed, and stops it. Takes 1 to 2 minutes.
set -eu
# shellcheck disable=SC2154 # Assigned in the trap itself.
trap 'code=$?; [ -z "${server-}" ] || kill "$server" 2>/dev/null || :; exit $code' EXIT

root=$(cd -P -- "$(dirname -- "$0")/../../.." && pwd)
port=18140
etc=/etc/puppet/puppetserver
"$root/src/dev/install" puppet:puppet-agent ps:procps puppetserver:puppetserver

dir=${1:-$(mktemp -d)}
mkdir -p "$dir"
cd "$dir"
dir=$(pwd -P)

now() {
  date +%s.%N
}

step() {
  printf '== %s\n' "$*"
}

# Copies the package's configuration, with all paths changed to DIR.
configure() {
  mkdir -p conf ssl conf.d services.d log run var agent gems code/environments/production/manifests
  cp "$etc"/conf.d/*.conf conf.d/
  cp "$etc"/services.d/* services.d/
  for file in logback.xml request-logging.xml; do
    sed "s|/var/log/puppetserver|$dir/log|g" "$etc/$file" >"$file"
  done
  # Only paths, the port and the number of instances differ from the package's settings.
  sed -i "s|$etc/request-logging.xml|$dir/request-logging.xml|; s|0\.0\.0\.0|127.0.0.1|; s|8140|$port|" \
    conf.d/webserver.conf
  sed -i "s|$etc/logback.xml|$dir/logback.xml|" conf.d/global.conf
  sed -i "s|\(server-conf-dir:\).*|\1 $dir/conf|; s|\(server-code-dir:\).*|\1 $dir/code|
    s|\(server-var-dir:\).*|\1 $dir/var|; s|\(server-run-dir:\).*|\1 $dir/run|
    s|\(server-log-dir:\).*|\1 $dir/log|; s|\(gem-home:\) */var.*|\1 $dir/gems|
    s|#\(max-active-instances:\).*|\1 1|" conf.d/puppetserver.conf
  cat >conf/puppet.conf <<C
[main]
# Agent and server have one name, so that no certificate has to be requested.
certname = test.localhost
dns_alt_names = localhost,test.localhost
server = localhost
serverport = $port
ssldir = $dir/ssl
cadir = $dir/ca
codedir = $dir/code
environmentpath = $dir/code/environments
vardir = $dir/agent
publicdir = $dir/agent/public
logdir = $dir/agent/log
rundir = $dir/agent/run
[server]
vardir = $dir/var
C
  cat >code/environments/production/manifests/site.pp <<P
file { '$dir/made': ensure => file, content => 'by the server' }
-> exec { '/bin/sleep 4': onlyif => '/usr/bin/test -e $dir/slow' }
P
}

start() {
  puppetserver ca setup --config "$dir/conf/puppet.conf" >ca.out 2>&1 || { cat ca.out >&2; exit 1; }
  echo 0 >run/restart
  java -Xms512m -Xmx1g -Djruby.lib=/usr/share/jruby/lib \
    -Djruby.logger.class=com.puppetlabs.jruby_utils.jruby.Slf4jLogger \
    -jar /usr/share/puppetserver/puppetserver.jar --config "$dir/conf.d" \
    --bootstrap-config "$dir/services.d" --restart-file "$dir/run/restart" \
    >server.out 2>&1 </dev/null &
  server=$!
  # The server writes the number of its starts into this file once it answers. It reports its start
  # in no other way.
  for _ in $(seq 1 180); do
    ! grep -q '^1' run/restart || return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 1
  done
  tail -20 server.out >&2
  exit 1
}

# expect CODE COMMAND...: runs the command and prints its output. Another exit code ends the test.
expect() {
  expected=$1
  shift
  code=0
  began=$(now)
  "$@" >out 2>&1 || code=$?
  grep -v Facter: out | sed 's/^/   /'
  step "exit $code after $(echo "$(now) $began" | awk '{ printf "%.1f", $1 - $2 }') s, expected $expected"
  [ "$code" = "$expected" ] || exit 1
}

step "puppet $(puppet --version), puppetserver $(dpkg-query -f '${Version}' -W puppetserver)"
configure
began=$(now)
start
step "server up after $(echo "$(now) $began" | awk '{ printf "%.0f", $1 - $2 }') s"
"$root/runner" --version

step 'the first run changes something'
expect 2 "$root/retrypuppet" agent --confdir "$dir/conf" -t
step 'the second run changes nothing'
expect 0 "$root/retrypuppet" agent --confdir "$dir/conf" -t
step 'a run starts while another is in progress'
touch slow
puppet agent --confdir "$dir/conf" -t >other.out 2>&1 &
other=$!
until [ -s agent/state/agent_catalog_run.lock ]; do sleep 0.1; done
expect 2 "$root/retrypuppet" agent --confdir "$dir/conf" -t
grep -q 'Run already in progress, will retry in 30 seconds, 9 attempts remain' out
wait "$other" || code=$?
step "the other run exited with $code"
step 'as a task: exit code 2 is success'
rm made
expect 0 "$root/runner" puppet-agent --confdir "$dir/conf"
step 'the test passed'
