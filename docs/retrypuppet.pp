# Puts retrypuppet on the path, in place of the old module's class of this name: a link into the
# checkout, where it finds its runner. The first run after an update of the checkout builds it. Any
# JDK from 17 on will do: where one is there already, leave Debian's out of the packages.
class retrypuppet (
  String $checkout = '/opt/runner',
  String $link = '/usr/local/bin/retrypuppet',
  Array[String] $packages = ['git', 'default-jdk-headless', 'maven'],
) {
  package { $packages: ensure => installed }
  -> exec { "${checkout}/runner --version":
    unless => "/usr/bin/test -f ${checkout}/target/.built",
  }
  -> file { $link: ensure => link, target => "${checkout}/retrypuppet" }
}
