// SPDX-License-Identifier: Apache-2.0
import type { Kind } from '@yakusoku/core/classify'
import type { Labelled } from './measure.ts'

/**
 * Columns as they are called in public databases (shops, clinics, staff lists, CMS, CRM, exercises of learners), with
 * what they hold, read by a person: `table: column=kind …`; `-` is nothing of a person. Tables that rules were tuned
 * on stand first, those that figures are of second.
 */
const tuned = `
users: login_id=username personal_number=identity last_name_kanji=family first_name_kanji=given last_name_kana=family first_name_kana=given postal_code=postal address1=address address2=address address3=address phone1=phone birth_date=birth age=demographic email=email regist_date=- update_date=-
emp: name=name age=demographic gender=gender postal_code=postal pref=state address=address join_date=- leave_date=- register_date=- image_id=-
t_member: NAME=name HNAME=name SEX=gender MAIL=email CURRICULUM=- ENTRANCE=- TEL1=phone TEL2=phone USER_NAME=username PASSWORD=credential OB_FLAG=-
m_postal_code: zip=postal ken_name=state city_name=city town_name=street office_flg=- delete_flg=- block=-
patient: patient_name=name gender=gender born_date=birth doc_type=- doc_number=identity nationality=nationality email=email phone_number=phone address=address postal_code=postal country=country created_at=-
Patient: InsuranceNumber=insurance Birthday=birth Name=name PatientAllergy=health History=health PatientImage=image PatientNote=free-text
EMPLOYEE: EMPLOYEE_NAME=name DEPARTMENT_NAME=- ENTRANCE_DATE=- JOB_NAME=job SALARY=finance
Customers: CompanyName=- ContactName=name ContactTitle=job Address=address City=city Region=state PostalCode=postal Country=country Phone=phone Fax=fax
Employees: LastName=family FirstName=given Title=job TitleOfCourtesy=- BirthDate=birth HireDate=- HomePhone=phone Extension=phone Photo=image Notes=free-text ReportsTo=-
Products: ProductName=- QuantityPerUnit=- UnitPrice=- UnitsInStock=- Discontinued=-
film: title=- description=- release_year=- rental_rate=- length=- rating=- special_features=- last_update=-
顧客: 顧客名=name フリガナ=name 郵便番号=postal 住所=address 電話番号=phone FAX番号=fax メールアドレス=email 生年月日=birth 性別=gender 備考=free-text 登録日=- 担当者名=name
CUSTOMER: FNAME=given LNAME=family FFRGN=given LFRGN=family TEL=phone MAIL=email PSTCD=postal ADRS1=address ADRS2=address ADRS3=address CTYPE=-
customer: customer_name=name honorific_title=- post_number=postal address=address tel_number=phone fax_number=fax url=- email=email representative=name memo=free-text create_at=- update_at=-
customer_jp: FURIGANA=name SEX=gender BIRTH_DATE=birth EMAIL_ADDRESS=email PHONE_NUMBER=phone PASSWORD=credential BANK_NUMBER=bank CREDIT_NUMBER=card EXPIRATION_DATE=- SEQURE_CODE=card ZIP_CODE=postal ADDRESS_STREET_1=address EMAIL_PERMIT=- WITHDRAWAL=- POINT=-
members: mem_bunrui=- mem_name=name mem_familyname=family mem_firstname=given mem_mail=email mem_pass=credential mem_place=address mem_comment=free-text mem_img=image
member: idNo=identity phone=phone ageGroup=demographic gender=gender residence=address createdAt=- iconUrl=- graduationYear=- birthdate=birth telephone=phone postCode=postal
shain_table: name=name sei=gender nen=- address=address
employee: birth_date=birth phone_num=phone post_num=postal regi_num=identity deptmt=- position=job start_date=- end_date=- family_name=family first_name=given mail=email
patients: medicalRecordNo=health nationalId=identity passportNumber=passport dateOfBirth=birth middleName=given emergency_contact_names=name emergency_contact_phones=phone emergency_contact_relationships=demographic insurance_policy_number=insurance insurance_provider=- medical_conditions=health medications=health allergies=health blood_group=health nik=identity
users2: phone2=phone phone3=phone postal_code1=postal postal_code2=postal prefecture=state city=city town=street chome=street banchi=street go=street building=street room=street plan_type=-
contact: firstName=given lastName=family familyNameKana=family givenNameKana=given homePhoneNumber=phone occupation=job firstVisitDate=- dmForwardingFlg=- reasonForComing=free-text nextVisitDate=-
dtb_customer: name01=name kana01=name company_name=- addr01=address addr02=address tel01=phone fax01=fax secret_key=credential birth=birth buy_times=- buy_total=- point=- note=free-text del_flg=-
wp_users: user_login=username user_pass=credential user_nicename=username user_email=email user_url=- user_registered=- user_activation_key=credential user_status=- display_name=name
wp_comments: comment_author=name comment_author_email=email comment_author_url=- comment_author_IP=ip comment_date=- comment_content=free-text comment_karma=- comment_agent=agent
orders: shipping_first_name=given shipping_last_name=family shipping_street=street shipping_city=city shipping_zip=postal billing_email=email order_number=- tracking_number=- coupon_code=- grand_total=- currency=- customer_note=free-text remote_ip=ip
sessions: session_token=credential ip_address=ip user_agent=agent payload=- last_activity=-
devices: device_token=device platform=- os_version=- app_version=- push_enabled=- imei=device mac=mac
tenants: national_insurance_number=identity marital_status=demographic employer_name=- monthly_income=finance next_of_kin=name bank_sort_code=bank bank_account_number=bank
donors: blood_type=health haemoglobin=health donated_on=- donation_centre=- weight_kg=-
candidates: resume_text=free-text linkedin_url=- expected_salary=finance visa_status=- disability_status=disability ethnicity=race veteran_status=- criminal_convictions=criminal religion=creed
products: name=- sku=- barcode=- price_cents=- weight=- vendor=- image_url=- description=- stock_qty=-
suppliers: supplier_name=- contact_person=name contact_email=email tax_number=- payment_terms=-
stores: store_name=- store_code=- opened_on=- floor_area=-
社員情報: 社員番号=- 氏名カナ=name 入社年月日=- 所属部署=- 役職=job 基礎年金番号=pension 雇用保険被保険者番号=insurance 個人番号=my-number 扶養人数=demographic 通勤経路=- 給与振込口座=bank 緊急連絡先=phone 障害者手帳等級=disability 本籍地=social-status
患者: 患者氏名=name 保険者番号=insurance 記号番号=insurance 病名=health 処方内容=health アレルギー情報=health 主治医=name 入院日=- 診療科=-
受注: 受注番号=- 受注日=- 届け先名=name 届け先住所=address 届け先電話=phone 商品コード=- 数量=- 単価=- 配送希望時間帯=- のし名入れ=name
riyosha: shimei=name furigana=name seinengappi=birth jusho=address denwa=phone kazoku_kosei=demographic kaigodo=disability kiouhou=health hokensha_bango=insurance
取引先: 会社名=- 代表者名=name 法人番号=- 登録番号=- 資本金=- 担当者メール=email 銀行名=bank 支店名=bank 口座番号=bank 口座名義=bank
外国人労働者: 在留カード番号=residence 在留期限=- 国籍=nationality パスポート番号=passport 送出機関=- 母国語=demographic
`
const reported = `
staff: login_id=username password=credential authority=- deleted=- create_ts=- modify_ts=-
address: rubi=name nickname=name email=email
company_member: staff_name=name phone_number=phone email=email
社員マスタ: 社員コード=- 氏名=name フリガナ=name 所属=- 所属名=- 性別=gender 給与=finance 手当=finance 管理者名=name 生年月日=birth
Staff: name_last=family name_first=given name_kana_last=family name_kana_first=given birth_date=birth sex=gender age=demographic postal_code=postal
staffs: staff_code=- department=- position=job is_active=- created_by=-
reservations: guest_name=name guest_email=email guest_phone=phone check_in_date=- check_out_date=- number_of_guests=- special_requests=free-text status=- room_number=- contact_number=phone room_type=- bed_type=- meal_plan=-
guest: guestname=name guestaddress=address hotelname=-
CreditCard: cardNumber=card expiryMonth=- expiryYear=- cvv=card holderName=name
guests: document_type=- document_number=identity document_country=- document_valid_until=- notes=free-text date_of_birth=birth gender=gender phone_number=phone
Guest: nationality=nationality passportNumber=passport passportCopy=passport civilId=identity visaNumber=residence vipStatus=-
student: mother_name=name birthdate=birth admission_date=- bank_ac_no=bank aadhar_no=identity contact_no=phone gr_no=-
students: surname=family caste=social-status blood_group=health mobile_no=phone stream=- class=- roll_no=- full_address=address photo=image
Admission: FatherName=name MotherName=name CourseName=- BloodGroup=health Religion=creed Nationality=nationality DOB=birth
school: fname=given mname=given lname=family pincode=postal dob=birth
application: annualIncome=finance birthPlace=demographic fatherOccupation=job fatherPhone=phone guardianName=name guardianRelation=demographic permanentAddress=address
greet: medical_num=insurance social_num=identity emergency_num1=phone medicine=health medical_history=health address=address
patient_record: furigana=name careLevel=disability moveOutReason=free-text roomNumber=- admissionDate=-
care_users: kana_name=name care_level=disability emergency_contact=phone medical_history=health allergies=health
contact_person: relationship=demographic phone1=phone hasAlert=- alertReason=free-text
office: businessName=- careManager=name fax=fax phone=phone
`

const read = (text: string): Labelled[] =>
  text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [table = '', columns = ''] = line.split(': ')
      return columns.split(' ').map((entry): Labelled => {
        const [column = '', truth = '-'] = entry.split('=')
        return {
          truth: truth === '-' ? 'none' : (truth as Kind),
          what: `${table}.${column}`,
          table,
          column,
          values: [],
        }
      })
    })

/** Columns by name only. */
export const namedColumns = (half: 0 | 1): Labelled[] => read(half === 0 ? tuned : reported)
