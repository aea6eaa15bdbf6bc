// SPDX-License-Identifier: BSL-1.0
// An interface of the greatest length that a list may have, implemented.
#include <yonder/describe.hpp>
#include <yonder/proxy/implement.hpp>

#include <boost/test/unit_test.hpp>

namespace {

class Large {
public:
    virtual ~Large() = default;
    // clang-format off
    virtual int m0() = 0; virtual int m1() = 0; virtual int m2() = 0; virtual int m3() = 0;
    virtual int m4() = 0; virtual int m5() = 0; virtual int m6() = 0; virtual int m7() = 0;
    virtual int m8() = 0; virtual int m9() = 0; virtual int m10() = 0; virtual int m11() = 0;
    virtual int m12() = 0; virtual int m13() = 0; virtual int m14() = 0; virtual int m15() = 0;
    virtual int m16() = 0; virtual int m17() = 0; virtual int m18() = 0; virtual int m19() = 0;
    virtual int m20() = 0; virtual int m21() = 0; virtual int m22() = 0; virtual int m23() = 0;
    virtual int m24() = 0; virtual int m25() = 0; virtual int m26() = 0; virtual int m27() = 0;
    virtual int m28() = 0; virtual int m29() = 0; virtual int m30() = 0; virtual int m31() = 0;
    virtual int m32() = 0; virtual int m33() = 0; virtual int m34() = 0; virtual int m35() = 0;
    virtual int m36() = 0; virtual int m37() = 0; virtual int m38() = 0; virtual int m39() = 0;
    virtual int m40() = 0; virtual int m41() = 0; virtual int m42() = 0; virtual int m43() = 0;
    virtual int m44() = 0; virtual int m45() = 0; virtual int m46() = 0; virtual int m47() = 0;
    virtual int m48() = 0; virtual int m49() = 0; virtual int m50() = 0; virtual int m51() = 0;
    // clang-format on
};
YONDER_NAME(Large, "tests.Large")
YONDER_INTERFACE(Large, (), (m0), (m1), (m2), (m3), (m4), (m5), (m6), (m7), (m8), (m9), (m10), (m11), (m12), (m13),
                 (m14), (m15), (m16), (m17), (m18), (m19), (m20), (m21), (m22), (m23), (m24), (m25), (m26), (m27),
                 (m28), (m29), (m30), (m31), (m32), (m33), (m34), (m35), (m36), (m37), (m38), (m39), (m40), (m41),
                 (m42), (m43), (m44), (m45), (m46), (m47), (m48), (m49), (m50), (m51))

} // namespace

BOOST_AUTO_TEST_CASE(an_interface_may_have_fifty_two_methods) {
    auto const large = yonder::implement<Large>([](auto call) { return static_cast<int>(call.name().size()); });
    BOOST_TEST(large->m0() == 2);
    BOOST_TEST(large->m51() == 3);
    static_assert(yonder::proxy::method_table<Large>::find("m51") == 51);
    static_assert(yonder::proxy::method_table<Large>::find("m52") == yonder::proxy::method_table<Large>::none);
}
