# Puts retrypuppet on the path, in place of the old module's class of this name: a link into the
# checkout, where it finds its runner. The first run after an update of the checkout builds it.
class retrypuppet (String $checkout = '/opt/runner', String $link = '/usr/local/bin/retrypuppet') {
  package { ['git', 'default-jdk-headless', 'maven']: ensure => installed }
  -> exec { "${checkout}/runner --version":
    unless => "/usr/bin/test -f ${checkout}/target/.built",
  }
  -> file { $link: ensure => link, target => "${checkout}/retrypuppet" }
}
