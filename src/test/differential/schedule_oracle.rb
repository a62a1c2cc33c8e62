#!/usr/bin/env ruby
# frozen_string_literal: true

# Asks the installed Puppet itself. Reads JSON lines with "schedule", "previous", "now" and "tz",
# answers each with one line: true, false, or "refused: why" when Puppet raised an error.
# Puppet takes a resource that never ran for one that ran in second 0 of 1970.

require 'json'
require 'puppet'
require 'time'
require 'tmpdir'

# Only what Puppet itself raises is a refusal; a question that cannot be read ends the run.
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
