// SPDX-License-Identifier: BSL-1.0
// Durations and time points, there and back.
#include "crosses_as.hpp"

#include <cmath>

using namespace std::chrono_literals;
namespace json = yonder::json;

BOOST_AUTO_TEST_SUITE(json_times)

BOOST_AUTO_TEST_CASE(durations_are_seconds_with_their_unit) {
    crosses_as(1500ms, "\"1.5s\"");
    crosses_as(0s, "\"0s\"");
    crosses_as(-1ns, "\"-0.000000001s\"");
    crosses_as(std::chrono::hours(2), "\"7200s\"");
    crosses_as(std::chrono::duration<double>(0.25), "\"0.25s\"");
    crosses_as(std::chrono::nanoseconds::min(), "\"-9223372036.854775808s\"");
    crosses_as(std::chrono::seconds::min(), "\"-9223372036854775808s\"");
    crosses_as(std::chrono::duration<int, std::ratio<1, 3>>(-1), "\"-0.333333333s\"");
    crosses_as(std::chrono::duration<std::int64_t, std::ratio<1, 44100>>(12345), "\"0.279931972s\"");
    crosses_as(std::chrono::duration<std::int64_t, std::pico>(3000), "\"0.000000003s\"");
    crosses_as(std::chrono::duration<double>(0.1), "\"0.1s\"");
    is_read_as("\"1.500s\"", 1500ms);
    is_read_as("\"3600s\"", std::chrono::hours(1));
}

BOOST_AUTO_TEST_CASE(time_points_are_rfc_3339) {
    using std::chrono::sys_days;
    using std::chrono::year;
    auto const day = std::chrono::sys_time<std::chrono::nanoseconds>(sys_days(year(2026) / 11 / 21));
    crosses_as(day, "\"2026-11-21T00:00:00Z\"");
    crosses_as(day + 10h + 20ms, "\"2026-11-21T10:00:00.020Z\"");
    crosses_as(day + 1us, "\"2026-11-21T00:00:00.000001Z\"");
    crosses_as(day + 23h + 59min + 59s + 999999999ns, "\"2026-11-21T23:59:59.999999999Z\"");
    crosses_as(std::chrono::sys_seconds(sys_days(year(1969) / 12 / 31)) + 86399s, "\"1969-12-31T23:59:59Z\"");
    crosses_as(std::chrono::sys_time<std::chrono::milliseconds>(-1ms), "\"1969-12-31T23:59:59.999Z\"");
    is_read_as("\"2026-11-21T02:30:00+02:30\"", day);
    is_read_as("\"2026-11-20t23:00:00.5-01:00\"", day + 500ms);
    crosses_as(std::chrono::sys_seconds(sys_days(year(9999) / 12 / 31)), "\"9999-12-31T00:00:00Z\"");
    crosses_as(std::chrono::sys_seconds(sys_days(year(1) / 1 / 1)), "\"0001-01-01T00:00:00Z\"");
}

BOOST_AUTO_TEST_CASE(times_without_a_form_are_refused_when_writing) {
    BOOST_CHECK_THROW((void)json::encode(std::chrono::sys_days(std::chrono::year(12000) / 1 / 1)), json::encode_error);
    BOOST_CHECK_THROW((void)json::encode(std::chrono::hours::max()), json::encode_error);
    BOOST_CHECK_THROW((void)json::encode(std::chrono::sys_time<std::chrono::hours>::min()), json::encode_error);
    BOOST_CHECK_THROW((void)json::encode(std::chrono::duration<double>(1e300)), json::encode_error);
    BOOST_CHECK_THROW((void)json::encode(std::chrono::duration<double>(std::nan(""))), json::encode_error);
    BOOST_CHECK_THROW((void)json::encode(std::chrono::duration<std::int64_t, std::pico>(1500)), json::encode_error);
}

BOOST_AUTO_TEST_SUITE_END()
