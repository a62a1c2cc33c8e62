#!/usr/bin/env ruby
# frozen_string_literal: true

# Asks the installed Puppet. Reads JSON lines with "schedule", "previous", "now" and "tz" and answers
# each with one line: true, false, or "refused: REASON" if Puppet raised an error.
# Puppet treats a resource that never ran as one that ran in second 0 of 1970.

require 'json'
require 'puppet'
require 'time'
require 'tmpdir'

# Only an error of Puppet is a refusal. A line that cannot be parsed ends the program.
def answer(parameters, previous, now)
  Puppet::Type.type(:schedule).new(parameters.merge(name: 'asked')).match?(previous, now) ? true : false
rescue StandardError => e
  "refused: #{e.class}: #{e.message}"
end

def ask(question)
  ENV['TZ'] = question.fetch('tz')
  previous = question.fetch('previous')
  answer(question.fetch('schedule').transform_keys(&:to_sym),
         previous ? Time.iso8601(previous).to_i : 0,
         Time.iso8601(question.fetch('now')).localtime)
end

Dir.mktmpdir('schedule-oracle') do |dir|
  Puppet.initialize_settings(['--vardir', "#{dir}/var", '--confdir', "#{dir}/conf"])
  $stdin.each_line { |line| puts JSON.generate(ask(JSON.parse(line))) }
end
